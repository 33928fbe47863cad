//! Generator bodies run in the mapping in which the generator was created.
//!
//! The published engine has no hook at the creation of a generator object. So this
//! [overrides](crate::builtin_override) `next`, `return` and `throw` of `%GeneratorPrototype%` and
//! `%AsyncGeneratorPrototype%` in each realm. The new bodies resume a generator in its own mapping, which is
//! kept in a weak table. A generator enters the table when it is first seen:
//!
//! - when a `run` or a wrapped function returns it ([`Agent::leaving`]),
//! - when it is asked for its iterator,
//! - when it is first resumed.
//!
//! A generator that is resumed and is not in the table was created in the empty mapping if it has started
//! already. If it has not started, it is treated as created where it is first seen. So the mapping is wrong for
//! a generator that moves from one mapping to another before it is started or seen: one that leaves a `run` in
//! a variable or an object, and one that was created outside a `run` and is first seen inside.
//!
//! While no variable was ever set, nothing is overridden and nothing here is consulted.

use boa_engine::{
    Context, JsArgs, JsData, JsObject, JsResult, JsSymbol, JsValue, NativeFunction, js_string,
    object::builtins::{JsAsyncGenerator, JsFunction, JsGenerator},
};
use boa_gc::{Finalize, Trace};

#[cfg(feature = "runtime")]
use boa_engine::builtins::async_generator::AsyncGenerator;

#[cfg(feature = "runtime")]
use super::unfinished::Unfinished;
use super::{
    generator_state::{State, is_generator, state_of},
    weak_table::WeakTable,
};
use crate::{
    agent::Agent,
    builtin_override::{BuiltinOverride, twin_of},
    census::{Capture, CaptureKind},
    mapping::Mapping,
};

/// The generators of an agent that have a mapping of their own. One table for all its realms.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct GeneratorTable {
    created: WeakTable,
    /// Async generators with a mapping that has host values.
    #[cfg(feature = "runtime")]
    unfinished: Unfinished,
}

/// What the table has of a generator.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct Created(Capture);

/// What the bodies of the overridden methods capture.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Captures {
    agent: Agent,
    table: GeneratorTable,
    /// The engine's own method, for receivers that are not generators.
    engines: JsFunction,
    #[unsafe_ignore_trace]
    method: Method,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Method {
    Next,
    Return,
    Throw,
}

/// Overrides the generator methods of the current realm and begins to watch what `run` returns.
pub(crate) fn install(agent: &Agent, context: &mut Context) -> JsResult<()> {
    let table = match context.get_data::<GeneratorTable>() {
        Some(table) => table.clone(),
        None => {
            let table = GeneratorTable {
                created: WeakTable::new(context),
                #[cfg(feature = "runtime")]
                unfinished: Unfinished::new(context)?,
            };
            context.insert_data(table.clone());
            agent.observe_returns(|agent, value, context| {
                // Most values that a `run` returns are not generators, so check before looking up the table.
                if value
                    .as_object()
                    .is_some_and(|object| is_generator(&object))
                    && let Some(table) = context.get_data::<GeneratorTable>().cloned()
                {
                    table.notice(agent, value, context);
                }
            });
            table
        }
    };
    let objects = context.intrinsics().objects();
    let (generator, async_generator) = (objects.generator(), objects.async_generator());
    for (prototype, resume) in [
        (&generator, resume_sync as Resume),
        (&async_generator, resume_async as Resume),
    ] {
        for (name, method) in [
            ("next", Method::Next),
            ("return", Method::Return),
            ("throw", Method::Throw),
        ] {
            resuming(agent, &table, prototype, name, method, resume, context)?;
        }
    }
    // %IteratorPrototype% and %AsyncIteratorPrototype%
    for (generator, symbol, name) in [
        (generator, JsSymbol::iterator(), "[Symbol.iterator]"),
        (
            async_generator,
            JsSymbol::async_iterator(),
            "[Symbol.asyncIterator]",
        ),
    ] {
        if let Some(prototype) = generator.prototype()
            && let Some(original) = prototype.get(symbol, context)?.as_object()
        {
            let body = NativeFunction::from_copy_closure_with_captures(
                |this, _, (agent, table), context| {
                    table.notice(agent, this, context);
                    Ok(this.clone())
                },
                (agent.clone(), table.clone()),
            );
            agent.override_when_used(BuiltinOverride::new(
                original,
                js_string!(name),
                body,
                context,
            ));
        }
    }
    Ok(())
}

type Resume = fn(&JsValue, &[JsValue], &Captures, &mut Context) -> JsResult<JsValue>;

/// Overrides a method that resumes a generator.
fn resuming(
    agent: &Agent,
    table: &GeneratorTable,
    prototype: &JsObject,
    name: &str,
    method: Method,
    resume: Resume,
    context: &mut Context,
) -> JsResult<()> {
    let name = js_string!(name);
    let Some(original) = prototype.get(name.clone(), context)?.as_object() else {
        return Ok(());
    };
    let Some(engines) = twin_of(&original, context) else {
        return Ok(());
    };
    let captures = Captures {
        agent: agent.clone(),
        table: table.clone(),
        engines,
        method,
    };
    let body = NativeFunction::from_copy_closure_with_captures(resume, captures);
    agent.override_when_used(BuiltinOverride::new(original, name, body, context));
    Ok(())
}

/// `%GeneratorPrototype%.next ( value )`, `.return ( value )` and `.throw ( exception )`
///
/// <https://tc39.es/proposal-async-context/#sec-generatorresume>
/// <https://tc39.es/proposal-async-context/#sec-generatorresumeabrupt>
fn resume_sync(
    this: &JsValue,
    args: &[JsValue],
    captures: &Captures,
    context: &mut Context,
) -> JsResult<JsValue> {
    let value = args.get_or_undefined(0).clone();
    let Some(generator) = this
        .as_object()
        .and_then(|object| JsGenerator::from_object(object).ok())
    else {
        return captures.engines.call(this, args, context);
    };
    captures.resume(&generator, context, |context| match captures.method {
        Method::Next => generator.next(value, context),
        Method::Return => generator.r#return(value, context),
        Method::Throw => generator.throw(value, context),
    })
}

/// `%AsyncGeneratorPrototype%.next ( value )`, `.return ( value )` and `.throw ( exception )`
///
/// <https://tc39.es/proposal-async-context/#sec-asyncgeneratorresume>
fn resume_async(
    this: &JsValue,
    args: &[JsValue],
    captures: &Captures,
    context: &mut Context,
) -> JsResult<JsValue> {
    let value = args.get_or_undefined(0).clone();
    let Some((object, generator)) = this.as_object().and_then(|object| {
        let generator = JsAsyncGenerator::from_object(object.clone()).ok()?;
        Some((object, generator))
    }) else {
        return captures.engines.call(this, args, context);
    };
    captures.resume(&object, context, |context| {
        match captures.method {
            Method::Next => generator.next(value, context),
            Method::Return => generator.r#return(value, context),
            Method::Throw => generator.throw(value, context),
        }
        .map(JsValue::from)
    })
}

impl Captures {
    /// Calls `resume` in the mapping of the generator if it will run the body, else in the
    /// caller's.
    #[inline]
    fn resume(
        &self,
        generator: &JsObject,
        context: &mut Context,
        resume: impl FnOnce(&mut Context) -> JsResult<JsValue>,
    ) -> JsResult<JsValue> {
        let Some(mapping) = self.mapping_to_resume_in(generator, context) else {
            return resume(context);
        };
        let result = {
            let _scope = self.agent.enter(mapping);
            resume(context).map_err(|error| self.agent.note_throw(error, context))
        };
        if state_of(generator) == Some(State::Completed) {
            self.table.forget(generator, context);
        }
        result
    }

    /// The mapping of the body, or `None` when the body will not run.
    fn mapping_to_resume_in(&self, generator: &JsObject, context: &mut Context) -> Option<Mapping> {
        match state_of(generator)? {
            State::SuspendedStart if self.method != Method::Next => {
                // The body ends without having run.
                self.table.forget(generator, context);
                None
            }
            State::SuspendedStart => {
                let mapping = self.table.mapping(generator, context).unwrap_or_else(|| {
                    let capture = self.agent.capture_at(CaptureKind::Generator, context);
                    let mapping = capture.mapping().clone();
                    // A generator that is not in the table runs in the empty mapping.
                    if !mapping.is_empty() {
                        self.table.created.set(generator, Created(capture), context);
                    }
                    mapping
                });
                #[cfg(feature = "runtime")]
                self.table.watch(generator, &mapping, &self.agent, context);
                Some(mapping)
            }
            State::SuspendedYield => {
                Some(self.table.mapping(generator, context).unwrap_or_default())
            }
            State::Completed => {
                self.table.forget(generator, context);
                None
            }
            State::Executing | State::DrainingQueue => None,
        }
    }
}

impl GeneratorTable {
    /// Drops the mapping of a generator that is done.
    fn forget(&self, generator: &JsObject, context: &mut Context) {
        drop(self.created.take::<Created>(generator, context));
    }

    /// Watches an async generator, so that the host values of its mapping do not outlive it: its body may end in a job,
    /// after an `await`, which nothing here sees.
    #[cfg(feature = "runtime")]
    fn watch(&self, generator: &JsObject, mapping: &Mapping, agent: &Agent, context: &mut Context) {
        if mapping.has_host_half() && generator.is::<AsyncGenerator>() {
            self.unfinished.add(generator, context);
            agent.observe_checkpoints(|most, context| {
                let Some(table) = context.get_data::<Self>().cloned() else {
                    return;
                };
                for done in table.unfinished.take_done(most, context) {
                    table.forget(&done, context);
                }
            });
        }
    }

    fn mapping(&self, generator: &JsObject, context: &mut Context) -> Option<Mapping> {
        let mapping = |Created(capture): &Created| capture.mapping().clone();
        self.created.get(generator, context, mapping)
    }

    /// `GeneratorStart` and `AsyncGeneratorStart`: captures the mapping of a generator where it is first seen, if
    /// it has not started and is not known yet.
    ///
    /// <https://tc39.es/proposal-async-context/#sec-generatorstart>
    /// <https://tc39.es/proposal-async-context/#sec-asyncgeneratorstart>
    fn notice(&self, agent: &Agent, value: &JsValue, context: &mut Context) {
        let Some(object) = value.as_object() else {
            return;
        };
        if state_of(&object) == Some(State::SuspendedStart)
            && self.mapping(&object, context).is_none()
        {
            let capture = agent.capture_at(CaptureKind::Generator, context);
            self.created.set(&object, Created(capture), context);
        }
    }
}
