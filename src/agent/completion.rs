//! How a call in a scope ended: the mapping of an exception, and the objects that leave a `run`.

use boa_engine::{Context, JsError, JsValue};

#[cfg(all(feature = "runtime", not(exact_generators)))]
use super::state::CheckpointObserver;
#[cfg(not(exact_generators))]
use super::state::ReturnObserver;
use super::{cause::Cause, state::Agent};
use crate::mapping::Mapping;

/// An exception that a job did not catch, with the mapping it was thrown in.
#[derive(Debug)]
pub(crate) struct Uncaught {
    pub(crate) error: JsError,
    /// Only an event loop of ours reports it.
    #[cfg_attr(not(feature = "runtime"), expect(dead_code))]
    pub(crate) mapping: Mapping,
}

impl From<JsError> for Uncaught {
    /// For code that runs without an agent, where every mapping is empty.
    fn from(error: JsError) -> Self {
        Self {
            error,
            mapping: Mapping::empty(),
        }
    }
}

impl Agent {
    /// From now on remembers the mapping in which an exception was thrown, for [`cause_of`](Self::cause_of).
    ///
    /// Only for an event loop: it clears the memory at the end of every job.
    #[cfg(feature = "runtime")]
    pub(crate) fn track_causes(&self) {
        self.cell.tracks_causes.set(true);
    }

    /// Remembers the current mapping as that of `error`, which is about to leave a scope, and returns the error.
    ///
    /// Costs nothing until an exception passes, and then only inside a job of a loop that reports
    /// exceptions. The innermost scope wins: the report shows the mapping of the code that threw. An error
    /// that is not a JS value yet becomes one here, so that it has an identity.
    #[cold]
    pub(crate) fn note_throw(&self, error: JsError, context: &mut Context) -> JsError {
        if !(self.cell.tracks_causes.get() && self.cell.in_job.get()) {
            return error;
        }
        let (error, value) = match error.as_opaque() {
            // Not rebuilt from its value: for a value that is not an Error, only the `JsError` has the stack.
            Some(value) => {
                let value = value.clone();
                (error, Some(value))
            }
            None => match error.into_opaque(context) {
                Ok(value) => (JsError::from_opaque(value.clone()), Some(value)),
                Err(engine_error) => (engine_error, None),
            },
        };
        let depth = self.cell.depth.get();
        let mapping = match self.cell.cause.take() {
            Some(known) if known.is_of(value.as_ref(), depth) => known.mapping,
            _ => self.snapshot(),
        };
        self.cell.cause.set(Some(Cause {
            error: value,
            mapping,
            depth,
        }));
        error
    }

    /// The mapping in which `error` was thrown if it is known, else the current mapping.
    ///
    /// For a host that catches and reports what a callback throws. The mapping is known if the exception left
    /// a `run`, a wrapped function or a generator's body in a job of an event loop that reports exceptions.
    /// Call this where the callback was called, before any other code runs; the agent forgets the mapping then.
    #[must_use]
    pub fn cause_of(&self, error: &JsError) -> Mapping {
        let depth = self.cell.depth.get();
        match self.cell.cause.take() {
            Some(cause)
                // An error that is not a JS value yet has not left any scope.
                if (error.as_opaque().is_some() || error.as_engine().is_some())
                    && cause.is_of(error.as_opaque(), depth) =>
            {
                cause.mapping
            }
            _ => self.snapshot(),
        }
    }

    /// Sets the function that is called with each object that a `run` or a wrapped function returns.
    #[cfg(not(exact_generators))]
    pub(crate) fn observe_returns(&self, observer: ReturnObserver) {
        self.cell.return_observer.set(Some(observer));
    }

    /// Sets the function that the event loop calls at the end of each microtask checkpoint.
    #[cfg(all(feature = "runtime", not(exact_generators)))]
    pub(crate) fn observe_checkpoints(&self, observer: CheckpointObserver) {
        self.cell.checkpoint_observer.set(Some(observer));
    }

    /// Ends a microtask checkpoint. `most` is how many things an observer may look at.
    #[cfg(feature = "runtime")]
    #[inline]
    #[cfg_attr(exact_generators, expect(unused_variables, clippy::unused_self))]
    pub(crate) fn end_checkpoint(&self, most: usize, context: &mut Context) {
        #[cfg(not(exact_generators))]
        if let Some(observe) = self.cell.checkpoint_observer.get() {
            observe(most, context);
        }
    }

    /// Handles the result of a call in a scope, before the scope is left: shows a returned object to the
    /// [observer](Self::observe_returns), and remembers the mapping of an exception.
    #[inline]
    pub(crate) fn leaving(
        &self,
        result: Result<JsValue, JsError>,
        context: &mut Context,
    ) -> Result<JsValue, JsError> {
        match &result {
            Ok(value) if !value.is_object() => result,
            Ok(value) => {
                if let Some(observe) = self.cell.return_observer.get() {
                    observe(self, value, context);
                }
                result
            }
            Err(_) => result.map_err(|error| self.note_throw(error, context)),
        }
    }
}
