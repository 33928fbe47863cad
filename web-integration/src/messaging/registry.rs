//! What messages find their receivers by.
//!
//! A message that waits in a queue knows its receiver by number only: it neither keeps it alive nor brings
//! an object into another thread.

use std::{cell::Cell, collections::HashMap, sync::Arc};

use boa_async_context::EventLoop;
use boa_engine::{Context, JsResult};
use boa_gc::{Finalize, Gc, GcRefCell, Trace, WeakGc};

use super::{broadcast::BroadcastState, channel::AgentLink, port_state::PortState};
use crate::{dom_exception::dom_error, workers::worker::WorkerState};

/// The receivers of one kind in an agent.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct Receivers<T: Trace + 'static> {
    known: GcRefCell<HashMap<u64, Receiver<T>>>,
    /// How many there may be before the ones that are gone are looked for.
    #[unsafe_ignore_trace]
    limit: Cell<usize>,
}

#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Receiver<T: Trace + 'static> {
    receiver: WeakGc<T>,
    /// Held while something from elsewhere may arrive.
    kept: Option<Gc<T>>,
}

impl<T: Trace> Receivers<T> {
    fn new() -> Self {
        Self {
            known: GcRefCell::default(),
            limit: Cell::new(16),
        }
    }

    pub(crate) fn add(&self, number: u64, receiver: &Gc<T>) {
        let receiver = Receiver {
            receiver: WeakGc::new(receiver),
            kept: None,
        };
        let known = &mut *self.known.borrow_mut();
        known.insert(number, receiver);
        if known.len() > self.limit.get() {
            known.retain(|_, entry| entry.receiver.is_upgradable());
            self.limit.set(known.len() * 2 + 16);
        }
    }

    pub(crate) fn find(&self, number: u64) -> Option<Gc<T>> {
        self.known.borrow().get(&number)?.receiver.upgrade()
    }

    /// Keeps a receiver alive, or no longer does.
    pub(crate) fn keep(&self, number: u64, is_kept: bool) {
        if let Some(entry) = self.known.borrow_mut().get_mut(&number) {
            entry.kept = if is_kept {
                entry.receiver.upgrade()
            } else {
                None
            };
        }
    }

    pub(crate) fn remove(&self, number: u64) {
        self.known.borrow_mut().remove(&number);
    }
}

/// The messaging of an agent.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct Registry {
    #[unsafe_ignore_trace]
    pub(crate) link: Arc<AgentLink>,
    pub(crate) ports: Receivers<PortState>,
    pub(crate) channels: Receivers<BroadcastState>,
    pub(crate) workers: Receivers<WorkerState>,
}

/// The registry, in the data of the context: a root.
struct AgentRegistry {
    registry: Gc<Registry>,
    link: Arc<AgentLink>,
}

impl Drop for AgentRegistry {
    /// With the agent its ends go, whatever is still uncollected.
    fn drop(&mut self) {
        self.link.close();
    }
}

impl Registry {
    /// Makes the registry of a context whose executor is our event loop, unless it has one.
    pub(super) fn install(context: &mut Context) {
        if context.has_data::<AgentRegistry>() {
            return;
        }
        if let Some(event_loop) = context.downcast_job_executor::<EventLoop>() {
            let link = AgentLink::new(event_loop.mailbox());
            let registry = Gc::new(Self {
                link: link.clone(),
                ports: Receivers::new(),
                channels: Receivers::new(),
                workers: Receivers::new(),
            });
            context.insert_data(AgentRegistry { registry, link });
        }
    }

    pub(crate) fn find(context: &Context) -> Option<Gc<Self>> {
        let data = context.get_data::<AgentRegistry>()?;
        Some(data.registry.clone())
    }

    /// # Errors
    ///
    /// A "NotSupportedError" `DOMException` on an executor that takes no messages from other threads.
    pub(crate) fn of(context: &Context) -> JsResult<Gc<Self>> {
        Self::find(context).ok_or_else(|| {
            let message = "messages need the event loop of boa_async_context";
            dom_error("NotSupportedError", message, context)
        })
    }
}

#[cfg(test)]
mod tests {
    use boa_async_context::Runtime;

    use super::*;
    use crate::messaging::channel::{End, Other};

    #[test]
    fn the_ends_of_an_agent_are_closed_with_its_context() {
        let mut runtime = Runtime::builder().build().expect("a runtime");
        crate::register(&mut runtime).expect("fresh globals");
        let link = Registry::find(runtime.context()).map(|registry| registry.link.clone());
        let link = link.expect("registered");
        let (here, there) = End::pair();
        here.attach(&link, 1);
        let at = Other::At {
            agent: link.number,
            port: 1,
        };
        assert_eq!(there.other(), at);
        drop(runtime);
        assert!(link.is_closed());
        assert_eq!(there.other(), Other::Closed, "though nobody has dropped it");
    }
}
