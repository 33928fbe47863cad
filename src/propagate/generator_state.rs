//! Reading the state of a generator on the published engine.
//!
//! The engine does not tell whether a generator has started, is running or is done, but the `Debug` output of a
//! generator begins with its state. [`state_of`] formats just that far. The tests of this file check every
//! state, so they fail for an engine that words it differently.

use std::fmt::{self, Write as _};

use boa_engine::{
    JsObject,
    builtins::{async_generator::AsyncGenerator, generator::Generator},
};

/// `[[GeneratorState]]` and `[[AsyncGeneratorState]]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    SuspendedStart,
    SuspendedYield,
    Executing,
    DrainingQueue,
    Completed,
}

pub(super) fn is_generator(object: &JsObject) -> bool {
    object.is::<Generator>() || object.is::<AsyncGenerator>()
}

/// The state of a generator object; `None` for any other object.
pub(super) fn state_of(object: &JsObject) -> Option<State> {
    /// Stops the formatter at the first state it writes.
    struct Probe(Option<State>);

    impl fmt::Write for Probe {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            self.0 = match text {
                "SuspendedStart" => Some(State::SuspendedStart),
                "SuspendedYield" => Some(State::SuspendedYield),
                "Executing" => Some(State::Executing),
                "DrainingQueue" => Some(State::DrainingQueue),
                "Completed" => Some(State::Completed),
                _ => return Ok(()),
            };
            Err(fmt::Error)
        }
    }

    let mut probe = Probe(None);
    // The error is how the probe stops the formatter.
    if let Some(generator) = object.downcast_ref::<Generator>() {
        let _ = write!(probe, "{:?}", &*generator);
    } else if let Some(generator) = object.downcast_ref::<AsyncGenerator>() {
        let _ = write!(probe, "{:?}", &*generator);
    }
    probe.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use boa_engine::{Context, JsValue, NativeFunction, Source, js_string};

    fn state_after(source: &str) -> Option<State> {
        let mut context = Context::default();
        let value = context
            .eval(Source::from_bytes(source))
            .expect("valid script");
        state_of(&value.as_object().expect("an object"))
    }

    #[test]
    fn the_state_of_a_sync_generator_is_read() {
        let make = "function* g() { seen = probe(it); yield 1; } var it = g();";
        let after =
            |rest: &str| state_after(&format!("var seen, probe = () => 0; {make} {rest}; it"));
        assert_eq!(after(""), Some(State::SuspendedStart));
        assert_eq!(after("it.next()"), Some(State::SuspendedYield));
        assert_eq!(after("it.next(); it.next()"), Some(State::Completed));
        assert_eq!(after("it.return()"), Some(State::Completed));
    }

    #[test]
    fn the_state_of_an_async_generator_is_read() {
        let after = |rest: &str| {
            state_after(&format!(
                "var it = (async function* () {{ yield 1; }})(); {rest}; it"
            ))
        };
        assert_eq!(after(""), Some(State::SuspendedStart));
        // `yield` awaits its operand, so the body is in the middle of that.
        assert_eq!(after("it.next()"), Some(State::Executing));
        assert_eq!(after("it.return()"), Some(State::DrainingQueue));
        assert_eq!(after("it.throw().catch(() => {})"), Some(State::Completed));
    }

    #[test]
    fn a_running_generator_is_executing_and_other_objects_have_no_state() {
        let mut context = Context::default();
        let probe = NativeFunction::from_fn_ptr(|_, args, _| {
            let state = args[0].as_object().and_then(|object| state_of(&object));
            Ok(JsValue::from(state == Some(State::Executing)))
        });
        context
            .register_global_callable(js_string!("executing"), 1, probe)
            .expect("a fresh global");
        let seen = context
            .eval(Source::from_bytes(
                "var it = (function* () { yield executing(it); })(); it.next().value",
            ))
            .expect("valid script");
        assert_eq!(seen, JsValue::from(true));
        assert_eq!(state_after("({})"), None);
        assert_eq!(state_after("[][Symbol.iterator]()"), None);
    }
}
