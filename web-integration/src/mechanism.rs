//! The mechanism: everything that decides in which mapping a callback runs is in this file, and in
//! `fallback` what a listener may be given where there would be the empty one.
//!
//! An API that calls back synchronously does nothing at all: its callbacks are called by the code that
//! causes the call, so they run in the mapping of that code. The others go through one of these:
//!
//! | helper | for | mapping |
//! |---|---|---|
//! | [`Capture`] | schedulers and completion callbacks: one callback, called later | captured by the call that took it |
//! | [`Holder`] | events that an action fires later, on the object it made or was called on | captured by the action, held by the object until the action's last event |
//! | [`external`] | what nobody in this agent causes, and what must hold no mapping | the empty one |
//!
//! Which API follows which rule is declared in [`crate::propagation`].
//!
//! Without AsyncContext in the context there is only the empty mapping, and all of this is a plain
//! call.

mod fallback;

use std::cell::Cell;

use boa_async_context::{Agent, Mapping, mapping::VariableIdentity};
use boa_engine::{Context, JsError, JsValue};
use boa_gc::{Finalize, Gc, GcRefCell, Trace};

pub(crate) use fallback::Fallback;

/// The mapping that is current, captured for later: *capture at call*. One pointer clone.
///
/// Whoever keeps the callback keeps this beside it, and drops both when the callback was called or
/// cancelled.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct Capture {
    mapping: Mapping,
}

impl Capture {
    /// Captures at the call.
    pub(crate) fn now(context: &Context) -> Self {
        Self {
            mapping: current(context),
        }
    }

    /// Captures at the call, with `variable` set to `value`.
    pub(crate) fn with(variable: &PlatformVariable, value: JsValue, context: &Context) -> Self {
        let mapping = match Agent::of(context) {
            Some(agent) => agent
                .snapshot()
                .with(&variable.identity, value, agent.storage()),
            None => Mapping::empty(),
        };
        Self { mapping }
    }

    /// Calls `f` in the captured mapping.
    pub(crate) fn run<R>(self, context: &mut Context, f: impl FnOnce(&mut Context) -> R) -> R {
        within(self.mapping, context, f)
    }
}

/// A variable of the platform's own: its values are carried in the mapping like those of the program's
/// variables, and held as they are; but no program has it, and no report lists it.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct PlatformVariable {
    identity: Gc<VariableIdentity>,
}

impl PlatformVariable {
    pub(crate) fn new() -> Self {
        Self {
            identity: VariableIdentity::hidden(),
        }
    }

    /// The value in the current mapping.
    pub(crate) fn get(&self, context: &Context) -> Option<JsValue> {
        current(context).get(self.identity.id())
    }
}

/// One action of a [`Holder`]: what the work that will fire the events carries. It is no reference to
/// anything, so it may go to other threads and into futures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Action(u64);

/// What an object holds on to from an action until the last event of it.
///
/// It belongs into the data of the object that the events are fired on, where the collector sees it:
/// an object that is collected before its event lets its mapping go. Two actions that overlap keep a
/// mapping each.
#[derive(Default, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct Holder {
    begun: Cell<u64>,
    /// There are hardly ever more than two.
    captures: GcRefCell<Vec<(u64, Capture)>>,
}

impl Holder {
    /// An action begins: captures at the call.
    pub(crate) fn begin(&self, context: &Context) -> Action {
        let number = self.begun.get();
        self.begun.set(number + 1);
        let capture = Capture::now(context);
        self.captures.borrow_mut().push((number, capture));
        Action(number)
    }

    /// Fires an event of the action, not its last, by calling `f` in the action's mapping.
    ///
    /// Once the action is over `f` is called in the current mapping.
    pub(crate) fn fire<R>(
        &self,
        action: Action,
        context: &mut Context,
        f: impl FnOnce(&mut Context) -> R,
    ) -> R {
        let capture = self.find(action);
        run_or_call(capture, context, f)
    }

    /// Fires the action's last event by calling `f`, in the mapping of the action, which is let go.
    ///
    /// Once the action is over `f` is called in the current mapping.
    pub(crate) fn fire_last<R>(
        &self,
        action: Action,
        context: &mut Context,
        f: impl FnOnce(&mut Context) -> R,
    ) -> R {
        // Taken out first: the object must hold nothing while listeners run.
        let capture = self.find(action);
        self.end(action);
        run_or_call(capture, context, f)
    }

    /// No event of the action will follow.
    pub(crate) fn end(&self, action: Action) {
        self.captures
            .borrow_mut()
            .retain(|(number, _)| *number != action.0);
    }

    fn find(&self, action: Action) -> Option<Capture> {
        let captures = self.captures.borrow();
        captures
            .iter()
            .find(|(number, _)| *number == action.0)
            .map(|(_, capture)| capture.clone())
    }
}

fn run_or_call<R>(
    capture: Option<Capture>,
    context: &mut Context,
    f: impl FnOnce(&mut Context) -> R,
) -> R {
    match capture {
        Some(capture) => capture.run(context, f),
        None => f(context),
    }
}

/// Calls `f`, which fires an event, in the empty mapping.
///
/// A job that `f` enqueues keeps no mapping alive, either. Listeners with a [`Fallback`] have that.
pub(crate) fn external<R>(context: &mut Context, f: impl FnOnce(&mut Context) -> R) -> R {
    fallback::caused_by_nobody(context, |context| outside(context, f))
}

/// Calls `f` in the empty mapping, for what is no event: enqueuing a job that is to hold no mapping, or
/// a callback that has none.
pub(crate) fn outside<R>(context: &mut Context, f: impl FnOnce(&mut Context) -> R) -> R {
    within(Mapping::empty(), context, f)
}

/// The mapping that is current, for the report of what the running code causes.
pub(crate) fn current(context: &Context) -> Mapping {
    Agent::of(context).map_or_else(Mapping::empty, |agent| agent.snapshot())
}

/// The mapping in which an exception of a callback was thrown, for its report.
pub(crate) fn cause_of(error: &JsError, context: &Context) -> Mapping {
    Agent::of(context).map_or_else(Mapping::empty, |agent| agent.cause_of(error))
}

fn within<R>(mapping: Mapping, context: &mut Context, f: impl FnOnce(&mut Context) -> R) -> R {
    match Agent::of(context) {
        Some(agent) => agent.run_in(mapping, || f(context)),
        None => f(context),
    }
}
