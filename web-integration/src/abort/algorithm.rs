//! The abort algorithms of a signal: steps that run when it is aborted.
//!
//! <https://dom.spec.whatwg.org/#abortsignal-abort-algorithms>

use boa_engine::{Context, JsResult, JsValue};
use boa_gc::{Finalize, Gc, GcRefCell, Trace, WeakGc};

use crate::events::listener::{Listener, ListenerList};

/// Steps of the platform that run when a signal is aborted.
///
/// The signal holds everything that they hold, until they have run or are [cancelled](Algorithm::cancel).
pub(crate) trait AbortSteps: Trace {
    /// Runs the steps, before any listener of the signal. `reason` is the signal's *abort reason*.
    ///
    /// # Errors
    ///
    /// Only an error that no JS code can catch, such as a runtime limit.
    fn run(&self, reason: &JsValue, context: &mut Context) -> JsResult<()>;
}

/// One of a signal's *abort algorithms*.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct Algorithm(GcRefCell<Option<Box<dyn AbortSteps>>>);

impl Algorithm {
    /// An algorithm that runs `steps` once.
    pub(super) fn new(steps: Box<dyn AbortSteps>) -> Gc<Self> {
        Gc::new(Self(GcRefCell::new(Some(steps))))
    }

    /// *Remove* an algorithm from its signal, which releases everything that the steps hold
    ///
    /// <https://dom.spec.whatwg.org/#abortsignal-remove>
    pub(crate) fn cancel(&self) {
        // Bound to a variable first, so that nothing is dropped while the cell is borrowed.
        let steps = self.0.borrow_mut().take();
        drop(steps);
    }

    /// Runs the steps, unless they have run or are cancelled.
    fn run(&self, reason: &JsValue, context: &mut Context) -> JsResult<()> {
        let steps = self.0.borrow_mut().take();
        steps.map_or(Ok(()), |steps| steps.run(reason, context))
    }
}

/// One effect of aborting a signal. Effects run in the order in which they were added.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) enum Effect {
    /// Removes a listener from the listener list of its target. The signal holds neither.
    Removal {
        list: WeakGc<ListenerList>,
        listener: WeakGc<Listener>,
    },
    /// Runs an abort algorithm.
    Algorithm(Gc<Algorithm>),
}

impl Effect {
    /// Whether the effect would still do anything.
    pub(super) fn is_alive(&self) -> bool {
        match self {
            Self::Removal { listener, .. } => listener
                .upgrade()
                .is_some_and(|listener| !listener.is_removed()),
            Self::Algorithm(algorithm) => algorithm.0.borrow().is_some(),
        }
    }

    /// Has the effect.
    pub(super) fn run(self, reason: &JsValue, context: &mut Context) -> JsResult<()> {
        match self {
            Self::Removal { list, listener } => {
                if let Some((list, listener)) = list.upgrade().zip(listener.upgrade()) {
                    list.remove(&listener);
                }
                Ok(())
            }
            Self::Algorithm(algorithm) => algorithm.run(reason, context),
        }
    }
}
