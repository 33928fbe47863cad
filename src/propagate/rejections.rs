//! Unhandled rejections, each with the mapping in which the promise was rejected.
//!
//! This is the "about-to-be-notified" list and the set of outstanding rejections of HTML's
//! HostPromiseRejectionTracker; the event loop asks for them after its microtasks.

use boa_engine::{
    Context, JsObject,
    builtins::promise::{OperationType, Promise},
    object::builtins::JsPromise,
};
use boa_gc::{Finalize, Gc, GcRefCell, Trace};

use super::weak_mappings::WeakMappings;
use crate::{agent::Agent, mapping::Mapping};

/// A rejected promise and the mapping of the code that rejected it.
#[derive(Debug, Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct Rejection {
    pub(crate) promise: JsPromise,
    pub(crate) mapping: Mapping,
}

/// What [`Rejections::take`] hands out.
#[derive(Debug, Default)]
pub(crate) struct Notices {
    /// Rejected, and still without a handler.
    pub(crate) unhandled: Vec<Rejection>,
    /// Reported as unhandled earlier, and handled since.
    pub(crate) handled: Vec<Rejection>,
}

/// The rejections that somebody may have to be told of.
///
/// Nothing is recorded until somebody [asks for it](Rejections::start), so that a host which never
/// takes them does not collect them for ever.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct Rejections(Gc<GcRefCell<State>>);

#[derive(Default, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct State {
    started: bool,
    /// In the order of rejection; `None` where a handler came in time.
    unhandled: Vec<Option<Rejection>>,
    /// Where each promise is in `unhandled`.
    index: std::collections::HashMap<JsObject, usize>,
    handled: Vec<Rejection>,
    /// The promises reported as unhandled, with the mapping of their rejection.
    outstanding: Option<WeakMappings>,
}

impl Rejections {
    pub(crate) fn new() -> Self {
        Self(Gc::new(GcRefCell::new(State::default())))
    }

    /// Records rejections from now on.
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
                    mapping: agent.snapshot(),
                };
                let state = &mut *self.0.borrow_mut();
                state.index.insert(key, state.unhandled.len());
                state.unhandled.push(Some(rejection));
            }
            OperationType::Handle => {
                let outstanding = {
                    let state = &mut *self.0.borrow_mut();
                    if let Some(at) = state.index.remove(&key) {
                        state.unhandled[at] = None;
                        return;
                    }
                    state.outstanding.clone()
                };
                let Some(mapping) = outstanding.and_then(|map| map.take(&key, context)) else {
                    return;
                };
                self.0.borrow_mut().handled.push(Rejection {
                    promise: promise.clone().into(),
                    mapping,
                });
            }
        }
    }

    /// Whether there is anything to [take](Self::take).
    pub(crate) fn is_empty(&self) -> bool {
        let state = self.0.borrow();
        state.unhandled.is_empty() && state.handled.is_empty()
    }

    /// Takes what there is to report. Promises that are reported as unhandled are remembered
    /// (weakly) until they get a handler.
    pub(crate) fn take(&self, context: &mut Context) -> Notices {
        let notices = {
            let state = &mut *self.0.borrow_mut();
            state.index.clear();
            Notices {
                unhandled: state.unhandled.drain(..).flatten().collect(),
                handled: std::mem::take(&mut state.handled),
            }
        };
        if notices.unhandled.is_empty() {
            return notices;
        }
        let known = self.0.borrow().outstanding.clone();
        let outstanding = known.unwrap_or_else(|| {
            let map = WeakMappings::new(context);
            self.0.borrow_mut().outstanding = Some(map.clone());
            map
        });
        for Rejection { promise, mapping } in &notices.unhandled {
            outstanding.set(&promise.clone().into(), mapping.clone(), context);
        }
        notices
    }
}
