//! What stock Boa 0.22 does by itself, where our tests and documents rely on it or name it as a
//! limit. When one of these fails, Boa has changed, and something here can be made better.

use std::{cell::Cell, rc::Rc};

use boa_async_context::EXACT_GENERATORS;
use boa_engine::{Context, JsData, JsObject, Source, js_string, property::Attribute};
use boa_gc::{Finalize, Trace, force_collect};

#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct Probe(
    #[unsafe_ignore_trace]
    #[allow(dead_code, reason = "tells by being dropped")]
    SetOnDrop,
);

struct SetOnDrop(Rc<Cell<bool>>);

impl Drop for SetOnDrop {
    fn drop(&mut self) {
        self.0.set(true);
    }
}

fn probe(gone: &Rc<Cell<bool>>) -> JsObject {
    JsObject::from_proto_and_data(None, Probe(SetOnDrop(gone.clone())))
}

/// Why, and what mends it in exact mode: `engine/02-weak-prototype-transitions.md`. `tests/realms.rs` has the realms that
/// were used.
#[test]
fn a_realm_is_never_collected() {
    let mut context = Context::default();
    let gone = Rc::new(Cell::new(false));
    let realm = context.create_realm().expect("a realm");
    let outer = context.enter_realm(realm);
    context
        .register_global_property(js_string!("probe"), probe(&gone), Attribute::all())
        .expect("a fresh global");
    context.enter_realm(outer);
    force_collect();
    force_collect();
    assert_eq!(
        gone.get(),
        EXACT_GENERATORS,
        "on the published engine a realm stays; if it does not any more, see tests/realms.rs and stock-limits.txt"
    );
    // The probe itself works.
    let gone = Rc::new(Cell::new(false));
    drop(probe(&gone));
    force_collect();
    assert!(gone.get());
}

/// The example programs must not depend on it.
#[test]
fn returning_from_a_generator_that_is_suspended_in_a_loop_does_not_close_the_loops_iterator() {
    let mut context = Context::default();
    let closed = context
        .eval(Source::from_bytes(
            "let closed = false;
             const endless = {
                 [Symbol.iterator]() { return this; },
                 next() { return { value: 1, done: false }; },
                 return() { closed = true; return {}; },
             };
             const it = (function* () { for (const x of endless) yield x; })();
             it.next();
             it.return();
             closed",
        ))
        .expect("valid script");
    assert!(!closed.to_boolean(), "Boa closes the iterator now");
}

/// Tests of ours avoid the shape.
#[test]
fn an_arrow_function_in_an_arrow_function_loses_the_this_of_a_method_that_returned() {
    let mut context = Context::default();
    let source = "const o = { m() { let f; (() => { f = () => this; })(); return f; } };
                  [o.m()() === o, o.m()() === globalThis].join()";
    let seen = context.eval(Source::from_bytes(source)).expect("a script");
    assert_eq!(seen.display().to_string(), "\"false,true\"");
}

/// A native function that catches what a callback throws finds the VM's stack longer than it was, if the exception
/// has left more than one JS frame: here `f` is looked for in the wrong place. It concerns every such function,
/// `Promise` as well as `dispatchEvent`, when it is called in the midst of an expression.
#[test]
fn an_exception_that_leaves_two_frames_into_a_native_function_leaves_the_stack_too_long() {
    let mut context = Context::default();
    let mut called = |executor: &str| {
        let source = format!(
            "(() => {{
                 const f = (...args) => args.length;
                 const thrower = () => {{ throw 1; }};
                 try {{ return `${{f(1, new Promise({executor}), 3)}}`; }} catch (error) {{ return `${{error}}`; }}
             }})()"
        );
        let value = context.eval(Source::from_bytes(&source));
        value.expect("it catches all").display().to_string()
    };
    assert_eq!(called("thrower"), "\"3\"");
    assert_eq!(
        called("() => { thrower(); }"),
        "\"TypeError: not a callable function\""
    );
}
