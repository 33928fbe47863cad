//! The messaging of an agent: its link to other agents, and a registry of receivers for each kind.

use std::sync::Arc;

use boa_async_context::EventLoop;
use boa_engine::{Context, JsResult};
use boa_gc::{Finalize, Gc, Trace};

use super::{
    channel::{AgentLink, PortTasks},
    receivers::Receivers,
};
use crate::dom_exception::dom_error;

/// The link of an agent, in the data of its context.
struct AgentMessaging {
    link: Arc<AgentLink>,
}

impl Drop for AgentMessaging {
    /// Closes the ends of channels that are in the agent, even those of ports that are not collected yet.
    fn drop(&mut self) {
        self.link.close();
    }
}

/// The receivers of one kind in an agent, and the agent's link. Each kind of receiver has a registry of its own.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct Registry<T: Trace + 'static> {
    /// The link to other agents.
    #[unsafe_ignore_trace]
    pub(crate) link: Arc<AgentLink>,
    /// The receivers.
    pub(crate) receivers: Receivers<T>,
}

/// A registry in the data of a context, where it is a root.
struct AgentRegistry<T: Trace + 'static>(Gc<Registry<T>>);

/// Links the agent to other agents, unless it is linked already or its executor is not our event loop. `tasks` are the
/// tasks of its ports.
pub(super) fn link_agent(tasks: PortTasks, context: &mut Context) {
    if context.has_data::<AgentMessaging>() {
        return;
    }
    if let Some(event_loop) = context.downcast_job_executor::<EventLoop>() {
        let link = AgentLink::new(event_loop.mailbox(), tasks);
        context.insert_data(AgentMessaging { link });
    }
}

impl<T: Trace> Registry<T> {
    /// Creates the agent's registry of this kind, unless it exists or the agent is not linked.
    pub(crate) fn install(context: &mut Context) {
        if context.has_data::<AgentRegistry<T>>() {
            return;
        }
        if let Some(messaging) = context.get_data::<AgentMessaging>() {
            let registry = Gc::new(Self {
                link: messaging.link.clone(),
                receivers: Receivers::new(),
            });
            context.insert_data(AgentRegistry(registry));
        }
    }

    /// The agent's registry of this kind; `None` if the agent is not linked to others.
    pub(crate) fn find(context: &Context) -> Option<Gc<Self>> {
        let data = context.get_data::<AgentRegistry<T>>()?;
        Some(data.0.clone())
    }

    /// The agent's registry of this kind.
    ///
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
        let tasks = PortTasks {
            deliver: |_, _| Ok(()),
            other_moved: |_, _| Ok(()),
            other_closed: |_, _| Ok(()),
        };
        link_agent(tasks, &mut runtime.context_mut());
        let link = {
            let context = runtime.context();
            let messaging = context.get_data::<AgentMessaging>();
            messaging.expect("linked").link.clone()
        };
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
