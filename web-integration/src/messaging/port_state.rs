//! A port: one end of a channel, and the target that its messages are fired on.
//!
//! # How long a port lives
//!
//! A port listens while it was started, is open and has a listener for `message`. Whoever may send to a
//! listening port keeps it alive: in the same agent the other port, which holds it; from another agent, or
//! while the other end is being transferred, the registry does, and the event loop is kept running, until the
//! other end is closed. So two ports of one agent that nobody can reach are collected, listeners and all,
//! and they never keep the loop running by themselves: where nothing else can happen, nobody can send.

use std::cell::{Cell, RefCell};

use boa_async_context::event_loop::KeepAlive;
use boa_engine::{Context, JsObject, JsResult, realm::Realm};
use boa_gc::{Finalize, Gc, GcErased, GcRefCell, Trace};

use super::{
    channel::{End, Other, unique_number},
    message_event::fire_message,
    registry::Registry,
    transfer::Message,
};
use crate::{
    events::{dispatch::fire, listener::ListenerList},
    mechanism::external,
};

/// What a port fires its events on.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct PortTarget {
    pub(crate) object: JsObject,
    pub(crate) list: Gc<ListenerList>,
}

#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct PortState {
    #[unsafe_ignore_trace]
    number: u64,
    registry: Gc<Registry>,
    realm: Realm,
    /// `None` once the port is detached: closed or transferred.
    #[unsafe_ignore_trace]
    end: RefCell<Option<End>>,
    target: GcRefCell<Option<PortTarget>>,
    /// Whether it is a `MessagePort`, not the port inside of something else.
    #[unsafe_ignore_trace]
    is_message_port: bool,
    #[unsafe_ignore_trace]
    is_started: Cell<bool>,
    #[unsafe_ignore_trace]
    hold: RefCell<Option<KeepAlive>>,
    /// The other port, if that is in the same agent and listens.
    other: GcRefCell<Option<Gc<PortState>>>,
}

impl PortState {
    /// A port of the current realm, which has no target yet.
    pub(crate) fn new(
        registry: &Gc<Registry>,
        is_message_port: bool,
        context: &Context,
    ) -> Gc<Self> {
        let number = unique_number();
        let port = Gc::new(Self {
            number,
            registry: registry.clone(),
            realm: context.realm().clone(),
            end: RefCell::default(),
            target: GcRefCell::default(),
            is_message_port,
            is_started: Cell::new(false),
            hold: RefCell::default(),
            other: GcRefCell::default(),
        });
        registry.ports.add(number, &port);
        port
    }

    pub(crate) fn is_message_port(&self) -> bool {
        self.is_message_port
    }

    /// Gives a new port its target and its end.
    pub(crate) fn open(port: &Gc<Self>, target: PortTarget, end: End) {
        target.list.watch(GcErased::new(port.clone()), |port| {
            if let Some(port) = port.clone().downcast::<Self>() {
                port.update();
            }
        });
        *port.target.borrow_mut() = Some(target);
        end.attach(&port.registry.link, port.number);
        let other = end.other();
        *port.end.borrow_mut() = Some(end);
        port.update();
        port.update_local(other);
    }

    /// Takes the end away, to transfer it. `None` if the port is detached already.
    pub(crate) fn take_end(&self) -> Option<End> {
        let end = self.end.borrow_mut().take()?;
        end.detach();
        self.forget_other(end.other());
        self.update();
        self.update_local(end.other());
        Some(end)
    }

    /// Closes the port; the other one is told.
    pub(crate) fn close(&self) {
        let end = self.end.borrow_mut().take();
        if let Some(end) = end {
            self.forget_other(end.other());
        }
        self.update();
    }

    /// Lets the other port go, and has it let go of this one.
    fn forget_other(&self, other: Other) {
        *self.other.borrow_mut() = None;
        if let Some(other) = self.local(other) {
            *other.other.borrow_mut() = None;
        }
    }

    /// Begins to deliver messages.
    pub(crate) fn start(&self) {
        let waiting = match &*self.end.borrow() {
            Some(end) if !self.is_started.get() => end.waiting(),
            _ => return,
        };
        self.is_started.set(true);
        let number = self.number;
        // Those that were sent before were told of while nobody listened.
        for _ in 0..waiting {
            let mailbox = &self.registry.link.mailbox;
            mailbox.post(move |context| deliver(number, context));
        }
        self.update();
    }

    /// Sends a message to the other port, if there is one.
    pub(crate) fn post(&self, message: Message) {
        let other = {
            let end = self.end.borrow();
            let Some(end) = &*end else { return };
            end.post(message);
            end.other()
        };
        // It lives until the message has arrived.
        self.update_local(other);
    }

    /// Has the other port, if it is in this agent, see at once what has changed for it.
    fn update_local(&self, other: Other) {
        if let Some(other) = self.local(other) {
            other.update();
        }
    }

    /// Whether `object` is what the other port fires its events on, or is that port.
    pub(crate) fn is_other(&self, object: &JsObject) -> bool {
        let other = self.end.borrow().as_ref().map(End::other);
        let other = other.and_then(|other| self.local(other));
        other.is_some_and(|other| {
            let target = other.target.borrow();
            target
                .as_ref()
                .is_some_and(|target| JsObject::equals(&target.object, object))
        })
    }

    /// The other port, if it is in this agent.
    fn local(&self, other: Other) -> Option<Gc<Self>> {
        match other {
            Other::At { agent, port } if agent == self.registry.link.number => {
                self.registry.ports.find(port)
            }
            _ => None,
        }
    }

    /// Decides who keeps the port alive; to be called whenever the answer may have changed.
    pub(crate) fn update(&self) {
        let (other, waiting) = match &*self.end.borrow() {
            Some(end) => (end.other(), end.waiting()),
            None => (Other::Closed, 0),
        };
        let has_listener = {
            let target = self.target.borrow();
            target
                .as_ref()
                .is_some_and(|target| target.list.has("message"))
        };
        let listens = has_listener && self.is_started.get();
        let local = self.local(other);
        let from_elsewhere = listens && local.is_none() && other != Other::Closed;
        let is_kept = from_elsewhere || (listens && waiting > 0);
        self.registry.ports.keep(self.number, is_kept);
        if let Some(local) = local {
            let this = self.registry.ports.find(self.number);
            *local.other.borrow_mut() = this.filter(|_| listens);
        }
        let hold = self.hold.borrow_mut().take();
        if from_elsewhere {
            let hold = hold.unwrap_or_else(|| self.registry.link.mailbox.hold());
            *self.hold.borrow_mut() = Some(hold);
        }
    }

    /// Calls `f` in the realm of the port and in the empty mapping: whatever comes of a message is caused by
    /// nobody in this agent, and a port is not the object that was posted on.
    fn fire(
        &self,
        context: &mut Context,
        f: impl FnOnce(&PortTarget, &mut Context) -> JsResult<()>,
    ) -> JsResult<()> {
        let Some(target) = self.target.borrow().clone() else {
            return Ok(());
        };
        let outer = context.enter_realm(self.realm.clone());
        let result = external(context, |context| f(&target, context));
        context.enter_realm(outer);
        result
    }
}

fn find(number: u64, context: &Context) -> Option<Gc<PortState>> {
    Registry::find(context)?.ports.find(number)
}

/// Delivers the next message of a port, if it was started.
///
/// <https://html.spec.whatwg.org/#message-port-post-message-steps>, step 7.
pub(super) fn deliver(number: u64, context: &mut Context) -> JsResult<()> {
    let Some(port) = find(number, context).filter(|port| port.is_started.get()) else {
        return Ok(());
    };
    let message = port.end.borrow().as_ref().and_then(End::take);
    let Some(message) = message else {
        return Ok(());
    };
    let result = port.fire(context, |PortTarget { object, list }, context| {
        match message.deserialize(context) {
            Ok(received) => {
                let (data, ports) = (received.data, received.ports);
                fire_message("message", data, ports, object, list, context)
            }
            // If this throws an exception, then fire an event named messageerror at
            // finalTargetPort, using MessageEvent.
            Err(_) => {
                let nothing = boa_engine::JsValue::null();
                fire_message("messageerror", nothing, Vec::new(), object, list, context)
            }
        }
    });
    port.update();
    result
}

/// The other end has gone somewhere else.
pub(super) fn other_moved(number: u64, context: &mut Context) -> JsResult<()> {
    if let Some(port) = find(number, context) {
        port.update();
    }
    Ok(())
}

/// The other end is closed.
///
/// <https://html.spec.whatwg.org/#disentangle>
pub(super) fn other_closed(number: u64, context: &mut Context) -> JsResult<()> {
    let Some(port) = find(number, context) else {
        return Ok(());
    };
    port.update();
    if port.end.borrow().is_none() || !port.is_message_port {
        return Ok(());
    }
    port.fire(context, |target, context| {
        fire("close", &target.object, &target.list, context)
    })
}
