//! Unhandled rejections, each with the mapping in which the promise was rejected.
//!
//! This is the "about-to-be-notified" list and the set of outstanding rejections of HTML's
//! HostPromiseRejectionTracker; the event loop asks for them after its microtasks.

use std::collections::{HashMap, VecDeque};

use boa_engine::{
    Context, JsData, JsObject,
    builtins::promise::{OperationType, Promise},
    object::builtins::JsPromise,
    realm::Realm,
};
use boa_gc::{Finalize, Gc, GcRefCell, Trace};

use super::weak_table::WeakTable;
use crate::{
    agent::Agent,
    census::{Capture, CaptureKind},
};

/// A rejected promise, and the mapping and realm of the code that rejected it.
#[derive(Debug, Clone, Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct Rejection {
    pub(crate) promise: JsPromise,
    pub(crate) capture: Capture,
    pub(crate) realm: Realm,
}

/// The rejections that may have to be reported.
///
/// Nothing is recorded until [`start`](Rejections::start) is called, so a host that never takes rejections
/// does not pile them up.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct Rejections(Gc<GcRefCell<State>>);

#[derive(Default, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct State {
    started: bool,
    /// Rejected promises without a handler, in the order of rejection; `None` where a handler came in time.
    unhandled: VecDeque<Option<Rejection>>,
    /// The number of entries that were taken from the front of `unhandled`.
    taken: usize,
    /// The number of each promise in `unhandled`, counted from the first there ever was.
    numbers: HashMap<JsObject, usize>,
    /// Promises that were reported as unhandled and have got a handler since.
    handled: VecDeque<Rejection>,
    /// The promises reported as unhandled, with the mapping of their rejection.
    outstanding: Option<WeakTable>,
}

impl Rejections {
    pub(crate) fn new() -> Self {
        Self(Gc::new(GcRefCell::new(State::default())))
    }

    /// Records rejections from now on.
    #[cfg(feature = "runtime")]
    pub(crate) fn start(&self) {
        self.0.borrow_mut().started = true;
    }

    /// `HostPromiseRejectionTracker ( promise, operation )`
    ///
    /// <https://html.spec.whatwg.org/#the-hostpromiserejectiontracker-implementation>
    pub(crate) fn track(
        &self,
        promise: &JsObject<Promise>,
        operation: OperationType,
        agent: &Agent,
        context: &mut Context,
    ) {
        if !self.0.borrow().started {
            return;
        }
        let key: JsObject = promise.clone().upcast();
        match operation {
            OperationType::Reject => {
                let rejection = Rejection {
                    promise: promise.clone().into(),
                    capture: agent.capture_at(CaptureKind::Report, context),
                    realm: context.realm().clone(),
                };
                let state = &mut *self.0.borrow_mut();
                let number = state.taken + state.unhandled.len();
                state.numbers.insert(key, number);
                state.unhandled.push_back(Some(rejection));
            }
            OperationType::Handle => {
                let outstanding = {
                    let state = &mut *self.0.borrow_mut();
                    match state.numbers.remove(&key) {
                        Some(number) => {
                            let entry = state.unhandled.get_mut(number - state.taken);
                            Err(entry.and_then(Option::take))
                        }
                        None => Ok(state.outstanding.clone()),
                    }
                };
                let outstanding = match outstanding {
                    Ok(outstanding) => outstanding,
                    // The handler came in time. Host values are dropped here, when nothing is borrowed.
                    Err(_in_time) => return,
                };
                // Its realm is that which has heard of the rejection.
                let Some(rejection) =
                    outstanding.and_then(|table| table.take::<Rejection>(&key, context))
                else {
                    return;
                };
                self.0.borrow_mut().handled.push_back(rejection);
            }
        }
    }

    /// Whether there is nothing to report.
    #[cfg(feature = "runtime")]
    pub(crate) fn is_empty(&self) -> bool {
        let state = self.0.borrow();
        state.unhandled.is_empty() && state.handled.is_empty()
    }

    /// The number that the next rejection will have.
    #[cfg(feature = "runtime")]
    pub(crate) fn next_number(&self) -> usize {
        let state = self.0.borrow();
        state.taken + state.unhandled.len()
    }

    /// Takes the first rejection before number `end` that still has no handler.
    ///
    /// One at a time, because reporting one may give another its handler.
    #[cfg(feature = "runtime")]
    pub(crate) fn take_unhandled(&self, end: usize) -> Option<Rejection> {
        let state = &mut *self.0.borrow_mut();
        while state.taken < end {
            let rejection = state.unhandled.pop_front()?;
            state.taken += 1;
            if let Some(rejection) = rejection {
                state
                    .numbers
                    .remove(&JsObject::from(rejection.promise.clone()));
                return Some(rejection);
            }
        }
        None
    }

    /// Remembers (weakly) that a rejection was reported as unhandled.
    ///
    /// A handler may come much later or never, so the host values of the mapping are let go of now.
    #[cfg(feature = "runtime")]
    pub(crate) fn reported(&self, rejection: Rejection, agent: &Agent, context: &mut Context) {
        let Rejection {
            promise,
            capture,
            realm,
        } = rejection;
        let mapping = capture.into_mapping().without_host_half();
        let rejection = Rejection {
            promise,
            capture: agent.hold(mapping, CaptureKind::Report, Some(context)),
            realm,
        };
        let known = self.0.borrow().outstanding.clone();
        let outstanding = known.unwrap_or_else(|| {
            let table = WeakTable::new(context);
            self.0.borrow_mut().outstanding = Some(table.clone());
            table
        });
        outstanding.set(&rejection.promise.clone().into(), rejection, context);
    }

    /// Takes the next promise that was reported as unhandled and has got a handler since.
    #[cfg(feature = "runtime")]
    pub(crate) fn take_handled(&self) -> Option<Rejection> {
        self.0.borrow_mut().handled.pop_front()
    }
}
