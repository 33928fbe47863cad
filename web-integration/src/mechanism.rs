//! The mechanism: everything that decides in which mapping an event is fired is in this file.
//!
//! An API that fires synchronously does nothing at all: its listeners are called by the code that
//! causes the event, so they run in the mapping of that code. The others go through one of these:
//!
//! | helper | for | mapping |
//! |---|---|---|
//! | [`Holder`] | events that an action fires later, on the object it made or was called on | captured by the action, held by the object until the last event |
//! | [`external`] | what nobody in this agent causes, and what must hold no mapping | the empty one |
//!
//! Which API follows which rule is declared in [`crate::propagation`].
//!
//! Without AsyncContext in the context there is only the empty mapping, and all of this is a plain
//! call.

use boa_async_context::{Agent, Mapping};
use boa_engine::{Context, JsError};
use boa_gc::{Finalize, GcRefCell, Trace};

/// The mapping that is current, captured for later. One pointer clone.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Capture {
    mapping: Mapping,
}

impl Capture {
    /// Captures at the call.
    fn now(context: &Context) -> Self {
        Self {
            mapping: current(context),
        }
    }

    /// Calls `f` in the captured mapping.
    fn run<R>(self, context: &mut Context, f: impl FnOnce(&mut Context) -> R) -> R {
        within(self.mapping, context, f)
    }
}

/// What an object holds on to from an action until the last event of it.
///
/// It belongs into the data of the object that the events are fired on, where the collector sees it:
/// an object that is collected before its event lets its mapping go.
#[derive(Default, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct Holder {
    capture: GcRefCell<Option<Capture>>,
}

impl Holder {
    /// The action begins: captures at the call.
    pub(crate) fn begin(context: &Context) -> Self {
        Self {
            capture: GcRefCell::new(Some(Capture::now(context))),
        }
    }

    /// Fires the action's last event by calling `f`, in the mapping of the action, which is let go.
    ///
    /// Once the action is over `f` is called in the current mapping.
    pub(crate) fn fire_last<R>(
        &self,
        context: &mut Context,
        f: impl FnOnce(&mut Context) -> R,
    ) -> R {
        // Taken out first: the object must hold nothing while listeners run.
        let capture = self.capture.borrow_mut().take();
        match capture {
            Some(capture) => capture.run(context, f),
            None => f(context),
        }
    }
}

/// Calls `f` in the empty mapping.
///
/// A job that `f` enqueues keeps no mapping alive, either.
pub(crate) fn external<R>(context: &mut Context, f: impl FnOnce(&mut Context) -> R) -> R {
    within(Mapping::empty(), context, f)
}

fn current(context: &Context) -> Mapping {
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
