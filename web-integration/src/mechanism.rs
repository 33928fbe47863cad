//! The mechanism: this file alone decides in which mapping a callback runs.
//!
//! An API that calls back synchronously needs nothing from here: the code that causes the call calls the callback, so
//! the callback runs in the mapping of that code. The other APIs use one of these:
//!
//! | helper | used for | mapping |
//! |---|---|---|
//! | [`Capture`] | schedulers and completion callbacks: one callback that is called later | captured by the call that takes the callback |
//! | [`Holder`] | events that an action fires later, on the object that it creates or is called on | captured by the action, held by the object until the action's last event |
//! | [`external`] | events that nothing in this agent causes | the empty mapping, or the [`Fallback`] of the listener |
//! | [`Origin`] | callbacks that get the data of an operation, whoever moves it there | captured by the operation, held by the data |
//! | [`outside`] | jobs and callbacks that must hold no mapping | the empty mapping |
//!
//! Each module declares which of its callbacks follows which [rule].
//!
//! In a context without AsyncContext there is only the empty mapping, and each of these is a plain call.

mod fallback;
pub(crate) mod rule;

use std::cell::Cell;

use boa_async_context::{Agent, Capture as Held, CaptureKind, JsHostVariable, Mapping};
use boa_engine::{Context, JsError, JsValue};
use boa_gc::{Finalize, GcRefCell, Trace};

pub(crate) use fallback::Fallback;

/// The current mapping, captured for later: *capture at call*. It costs a pointer clone and an entry in the census.
///
/// Keep it beside the callback, and drop both when the callback was called or cancelled.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct Capture {
    held: Held,
}

impl Capture {
    /// Captures the current mapping. `kind` is what will hold it.
    pub(crate) fn now(kind: CaptureKind, context: &Context) -> Self {
        let agent = Agent::borrowed_from(context);
        let held = agent.map(|agent| agent.capture_at(kind, context));
        Self {
            held: held.unwrap_or_default(),
        }
    }

    /// Captures the current mapping with `variable` set to `value`.
    pub(crate) fn with(
        variable: &JsHostVariable,
        value: JsValue,
        kind: CaptureKind,
        context: &Context,
    ) -> Self {
        let held = Agent::of(context).map(|agent| {
            let mapping = variable.set_in(&agent, &agent.snapshot(), value);
            agent.hold(mapping, kind, Some(context))
        });
        Self {
            held: held.unwrap_or_default(),
        }
    }

    /// Calls `f` in the captured mapping. The capture ends before the call.
    pub(crate) fn run<R>(self, context: &mut Context, f: impl FnOnce(&mut Context) -> R) -> R {
        within(self.held.into_mapping(), context, f)
    }
}

/// The mapping of the operation that provides data, held by the data until its end. It has no values of the host: data that
/// nobody reads must not keep a request of the host alive.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct Origin {
    held: Held,
}

impl Origin {
    /// That of a captured mapping.
    pub(crate) fn of(capture: &Capture, context: &Context) -> Self {
        let mapping = capture.held.mapping().without_host_half();
        Self {
            held: hold(mapping, context),
        }
    }

    /// The mapping for a callback that gets the data: this one, with the values of the host that `capture`, of who moves the data,
    /// has.
    pub(crate) fn with_host_half_of(&self, capture: &Capture, context: &Context) -> Capture {
        let mapping = self.held.mapping();
        Capture {
            held: hold(mapping.with_host_half_of(capture.held.mapping()), context),
        }
    }
}

/// Holds a mapping for a stream.
fn hold(mapping: Mapping, context: &Context) -> Held {
    let agent = Agent::borrowed_from(context);
    let held = agent.map(|agent| agent.hold(mapping, CaptureKind::Stream, Some(context)));
    held.unwrap_or_default()
}

/// Calls `f` in the current mapping with a fallback for listeners: those that `f` adds take the current values of
/// `variables` along. Returns `None`, without a call, if one of the `variables` is not an `AsyncContext.Variable`.
pub(crate) fn with_fallback<R>(
    variables: &[JsValue],
    context: &mut Context,
    f: impl FnOnce(&mut Context) -> R,
) -> Option<R> {
    let (carried, value) = Fallback::carry(variables, context)?;
    let agent = Agent::of(context)?;
    let mapping = carried.set_in(&agent, &agent.snapshot(), value);
    Some(within(mapping, context, f))
}

/// One action of a [`Holder`]: a number that the work which will fire the events carries. It refers to nothing, so it
/// can be sent to another thread and kept in a future.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Action(u64);

/// The mappings of an object's actions, each held until the last event of its action.
///
/// It is a field of the object that the events are fired on, where the collector traces it. An object that is
/// collected before its events releases its mappings. Each of several overlapping actions has its own mapping.
#[derive(Default, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct Holder {
    /// The number of actions that have begun.
    begun: Cell<u64>,
    /// The mappings of the actions that are not over. There are rarely more than two.
    captures: GcRefCell<Vec<(u64, Capture)>>,
}

impl Holder {
    /// Begins an action: captures the current mapping.
    pub(crate) fn begin(&self, context: &Context) -> Action {
        let number = self.begun.get();
        self.begun.set(number + 1);
        let capture = Capture::now(CaptureKind::EventHolder, context);
        self.captures.borrow_mut().push((number, capture));
        Action(number)
    }

    /// Calls `f`, which fires an event of the action other than its last one, in the action's mapping.
    ///
    /// If the action is over, `f` is called in the current mapping.
    pub(crate) fn fire<R>(
        &self,
        action: Action,
        context: &mut Context,
        f: impl FnOnce(&mut Context) -> R,
    ) -> R {
        let mapping = self.find(action);
        run_or_call(mapping, context, f)
    }

    /// Calls `f`, which fires the last event of the action, in the action's mapping, and releases that.
    ///
    /// If the action is over, `f` is called in the current mapping.
    pub(crate) fn fire_last<R>(
        &self,
        action: Action,
        context: &mut Context,
        f: impl FnOnce(&mut Context) -> R,
    ) -> R {
        // Removed first: the object must not hold the mapping while listeners run.
        let mapping = self.find(action);
        self.end(action);
        run_or_call(mapping, context, f)
    }

    /// Ends the action without an event, and releases its mapping.
    pub(crate) fn end(&self, action: Action) {
        let ended = {
            let mut captures = self.captures.borrow_mut();
            let at = captures.iter().position(|(number, _)| *number == action.0);
            at.map(|at| captures.remove(at))
        };
        // Host values are dropped here, when nothing is borrowed.
        drop(ended);
    }

    /// The mapping of an action that is not over.
    fn find(&self, action: Action) -> Option<Mapping> {
        let captures = self.captures.borrow();
        captures
            .iter()
            .find(|(number, _)| *number == action.0)
            .map(|(_, capture)| capture.held.mapping().clone())
    }
}

/// Calls `f` in `mapping`, or in the current one.
fn run_or_call<R>(
    mapping: Option<Mapping>,
    context: &mut Context,
    f: impl FnOnce(&mut Context) -> R,
) -> R {
    match mapping {
        Some(mapping) => within(mapping, context, f),
        None => f(context),
    }
}

/// Calls `f`, which fires an event that nothing in this agent causes, in the empty mapping. A listener with a
/// [`Fallback`] runs in that.
///
/// A job that `f` enqueues holds no mapping either.
pub(crate) fn external<R>(context: &mut Context, f: impl FnOnce(&mut Context) -> R) -> R {
    fallback::during_external(context, |context| outside(context, f))
}

/// Calls `f`, which calls a listener with `fallback`: in the fallback if nothing in the agent causes the event,
/// otherwise in the current mapping.
pub(crate) fn call_listener_in<R>(
    fallback: Option<Fallback>,
    context: &mut Context,
    f: impl FnOnce(&mut Context) -> R,
) -> R {
    if !fallback::is_external(context) {
        return f(context);
    }
    let mapping = Fallback::mapping(fallback);
    fallback::during_listener(context, |context| within(mapping, context, f))
}

/// Calls `f`, which calls a callback of the program, in the current mapping. What the callback enters there ends with the call.
pub(crate) fn contained<R>(context: &mut Context, f: impl FnOnce(&mut Context) -> R) -> R {
    let agent = Agent::borrowed_from(context).filter(|agent| agent.may_enter());
    match agent.cloned() {
        Some(agent) => agent.contain(|| f(context)),
        None => f(context),
    }
}

/// Calls `f` in the empty mapping, for work other than events: to enqueue a job that holds no mapping, or to call a
/// callback that has none.
pub(crate) fn outside<R>(context: &mut Context, f: impl FnOnce(&mut Context) -> R) -> R {
    within(Mapping::empty(), context, f)
}

/// The current mapping, for the report of an exception that the running code causes.
pub(crate) fn current(context: &Context) -> Mapping {
    Agent::of(context).map_or_else(Mapping::empty, |agent| agent.snapshot())
}

/// The mapping in which an exception of a callback was thrown, for its report.
pub(crate) fn cause_of(error: &JsError, context: &Context) -> Mapping {
    Agent::of(context).map_or_else(Mapping::empty, |agent| agent.cause_of(error))
}

/// Calls `f` in `mapping`.
fn within<R>(mapping: Mapping, context: &mut Context, f: impl FnOnce(&mut Context) -> R) -> R {
    let agent = Agent::borrowed_from(context);
    // As long as no variable was ever set, a scope would change and restore nothing.
    match agent.filter(|agent| agent.used() || !mapping.is_empty()) {
        Some(agent) => agent.clone().run_in(mapping, || f(context)),
        None => f(context),
    }
}
