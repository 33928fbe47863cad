//! The state of a port: an end of a channel, and the target that its messages are fired on.
//!
//! # The lifetime of a port
//!
//! A port *listens* while it is started and open and has a listener for `message`. A listening port is kept alive by
//! what can send to it:
//!
//! - If the other port is in the same agent, that port holds it.
//! - If the other end waits in a message, in the queue of a port of the same agent, that port holds it.
//! - If the other end is in another agent or is being transferred otherwise, the registry holds it until the other end is closed,
//!   and the event loop is kept running.
//! - If the other end was closed, the registry holds it until it was told so: until its event `close`, whether it listens or not.
//!
//! So two unreachable ports of one agent are collected together with their listeners. They do not keep the event loop
//! running by themselves: when nothing else can happen in the agent, nothing can send a message.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
};

use boa_async_context::{CaptureKind, Permit, event_loop::KeepAlive, in_realm};
use boa_engine::{Context, JsObject, JsResult, realm::Realm};
use boa_gc::{Finalize, Gc, GcErased, GcRefCell, Trace};

use super::{
    channel::{End, Message, Other, unique_number},
    registry::Registry,
    target::MessageTarget,
};
use crate::mechanism::{Capture, external};

/// The state of a port.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct PortState {
    #[unsafe_ignore_trace]
    number: u64,
    registry: Gc<Registry<PortState>>,
    /// The realm in which its events are fired.
    realm: Realm,
    /// The port's end of the channel; `None` after the port was closed or transferred.
    #[unsafe_ignore_trace]
    end: RefCell<Option<End>>,
    /// The place of the port among those that may be open, as long as it has an end.
    permit: Cell<Permit>,
    target: GcRefCell<Option<MessageTarget>>,
    /// Whether the port is a `MessagePort`, not the implicit port of a worker.
    #[unsafe_ignore_trace]
    is_message_port: bool,
    #[unsafe_ignore_trace]
    is_started: Cell<bool>,
    /// Whether the task ran that tells of the end of the other port.
    #[unsafe_ignore_trace]
    knows_other_closed: Cell<bool>,
    /// Keeps the event loop running.
    #[unsafe_ignore_trace]
    hold: RefCell<Option<KeepAlive>>,
    /// The other port, if it is in the same agent and listens.
    other: GcRefCell<Option<Gc<PortState>>>,
    /// The listening ports whose other ends wait in the queue of this port, by their numbers.
    waiting: GcRefCell<HashMap<u64, Gc<PortState>>>,
    /// The number of the port whose `waiting` has this port.
    waits_at: Cell<Option<u64>>,
    /// Whether messages from a port for which this is set, too, run in the mapping they were posted in: the option
    /// `propagate_ports`, until the port is transferred.
    #[unsafe_ignore_trace]
    propagates: Cell<bool>,
    /// The mappings of the messages that wait for this port, by their numbers.
    posted: GcRefCell<HashMap<u64, Capture>>,
}

impl PortState {
    /// A port of the current realm without a target and without an end.
    pub(crate) fn new(
        registry: &Gc<Registry<Self>>,
        is_message_port: bool,
        context: &Context,
    ) -> Gc<Self> {
        let number = unique_number();
        let port = Gc::new(Self {
            number,
            registry: registry.clone(),
            realm: context.realm().clone(),
            end: RefCell::default(),
            permit: Cell::default(),
            target: GcRefCell::default(),
            is_message_port,
            is_started: Cell::new(false),
            knows_other_closed: Cell::new(false),
            hold: RefCell::default(),
            other: GcRefCell::default(),
            waiting: GcRefCell::default(),
            waits_at: Cell::new(None),
            propagates: Cell::new(false),
            posted: GcRefCell::default(),
        });
        registry.receivers.add(number, &port);
        port
    }

    /// Whether the port is a `MessagePort`, not the implicit port of a worker.
    pub(crate) fn is_message_port(&self) -> bool {
        self.is_message_port
    }

    /// Keeps a permit until the port is closed, transferred or collected.
    pub(super) fn keep(&self, permit: Permit) {
        self.permit.set(permit);
    }

    /// Gives a new port its target and its end.
    pub(crate) fn open(port: &Gc<Self>, target: MessageTarget, end: End) {
        target.list.watch(GcErased::new(port.clone()), |port| {
            if let Some(port) = port.clone().downcast::<Self>() {
                port.update();
            }
        });
        *port.target.borrow_mut() = Some(target);
        end.attach(&port.registry.link, port.number);
        let dependents = end.dependents();
        *port.end.borrow_mut() = Some(end);
        port.update();
        port.update_all(dependents);
    }

    /// Lets messages from the other port run in the mapping they are posted in, as long as neither is transferred.
    pub(super) fn propagate(&self) {
        self.propagates.set(true);
    }

    /// Lets the other port hold the current mapping for a message that is about to be posted, if both propagate.
    pub(super) fn hold_mapping(&self, message: &mut Message, context: &Context) {
        if !self.propagates.get() {
            return;
        }
        let other = self.end.borrow().as_ref().map(End::other);
        let other = other.and_then(|other| self.local(other));
        let Some(other) = other.filter(|other| other.propagates.get()) else {
            return;
        };
        let capture = Capture::now(CaptureKind::Job, context);
        let number = unique_number();
        other.posted.borrow_mut().insert(number, capture);
        message.posted_in = Some(number);
    }

    /// Releases the mappings of the messages that wait.
    fn release_mappings(&self) {
        self.propagates.set(false);
        let posted = std::mem::take(&mut *self.posted.borrow_mut());
        // Host values are dropped here, when nothing is borrowed.
        drop(posted);
    }

    /// Takes the end, to transfer it. `None` if the port is detached already.
    pub(crate) fn take_end(&self) -> Option<End> {
        let end = self.end.borrow_mut().take()?;
        self.release_mappings();
        self.keep(Permit::default());
        end.detach();
        self.forget_other(end.other());
        self.update();
        self.update_all(end.dependents());
        Some(end)
    }

    /// Closes the port. The other port gets the event `close`.
    pub(crate) fn close(&self) {
        let end = self.end.borrow_mut().take();
        self.release_mappings();
        self.keep(Permit::default());
        if let Some(end) = end {
            let other = end.other();
            self.forget_other(other);
            drop(end);
            // This port held it, and now its queued task does.
            self.update_all(vec![other]);
        }
        self.update();
    }

    /// Notes that the port is being told of the end of the other one.
    pub(super) fn note_other_closed(&self) {
        self.knows_other_closed.set(true);
        self.update();
    }

    /// Closes the `MessagePort`s of the current realm, which is closed, and returns how many were open.
    pub(super) fn close_realm(context: &mut Context) -> usize {
        let Some(registry) = Registry::<Self>::find(context) else {
            return 0;
        };
        let ports = registry.receivers.all().into_iter();
        let ports = ports.filter(|port| port.realm == *context.realm() && port.is_open());
        // The implicit port of a worker belongs to the worker.
        let ports: Vec<_> = ports.filter(|port| port.is_message_port).collect();
        for port in &ports {
            port.close();
        }
        ports.len()
    }

    /// Releases the references between this port and the other one.
    fn forget_other(&self, other: Other) {
        *self.other.borrow_mut() = None;
        if let Some(other) = self.local(other) {
            *other.other.borrow_mut() = None;
        }
    }

    /// `start()`: enables the port message queue, so that messages are delivered
    ///
    /// <https://html.spec.whatwg.org/#dom-messageport-start>
    pub(crate) fn start(&self) {
        match &*self.end.borrow() {
            Some(end) if !self.is_started.get() => {
                self.is_started.set(true);
                // The tasks of the messages that were sent before have run without effect, or will find no message.
                end.deliver_waiting();
            }
            _ => return,
        }
        self.update();
    }

    /// Sends a message to the other port. A detached port drops it.
    pub(crate) fn post(&self, message: Message) {
        let mut dependents = message.dependents();
        {
            let end = self.end.borrow();
            let Some(end) = &*end else { return };
            end.post(message);
            // The other port must live until the message has arrived.
            dependents.push(end.other());
        }
        self.update_all(dependents);
    }

    /// Updates those of the ports at once that are in this agent.
    fn update_all(&self, places: Vec<Other>) {
        for place in places {
            if let Some(port) = self.local(place) {
                port.update();
            }
        }
    }

    /// Whether `object` is the event target of the other port, which is in this agent.
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
                self.registry.receivers.find(port)
            }
            _ => None,
        }
    }

    /// Decides what keeps the port alive. Call it whenever that may have changed.
    pub(crate) fn update(&self) {
        let (other, waiting, is_open) = match &*self.end.borrow() {
            Some(end) => (end.other(), end.waiting(), true),
            None => (Other::Closed, 0, false),
        };
        let is_to_be_told = is_open && other == Other::Closed && !self.knows_other_closed.get();
        let has_listener = {
            let target = self.target.borrow();
            target
                .as_ref()
                .is_some_and(|target| target.list.has("message"))
        };
        let listens = has_listener && self.is_started.get();
        let local = self.local(other);
        let is_held = self.wait_at(other, listens);
        let from_elsewhere = listens && local.is_none() && !is_held && other != Other::Closed;
        let is_kept = from_elsewhere || is_to_be_told || (listens && waiting > 0);
        self.registry.receivers.keep(self.number, is_kept);
        if let Some(local) = local {
            let this = self.registry.receivers.find(self.number);
            *local.other.borrow_mut() = this.filter(|_| listens);
        }
        let hold = self.hold.borrow_mut().take();
        if from_elsewhere {
            let hold = hold.unwrap_or_else(|| self.registry.link.mailbox.hold());
            *self.hold.borrow_mut() = Some(hold);
        }
    }

    /// Lets the port in whose queue the other end waits hold this one, while this one listens. Returns whether it does.
    fn wait_at(&self, other: Other, listens: bool) -> bool {
        let at = match other {
            Other::Waiting { agent, port } if listens && agent == self.registry.link.number => {
                self.registry.receivers.find(port).map(|at| (port, at))
            }
            _ => None,
        };
        let number = at.as_ref().map(|(number, _)| *number);
        let before = self.waits_at.replace(number);
        if before != number
            && let Some(before) = before.and_then(|before| self.registry.receivers.find(before))
        {
            before.waiting.borrow_mut().remove(&self.number);
        }
        if let Some((_, at)) = &at
            && let Some(this) = self.registry.receivers.find(self.number)
        {
            at.waiting.borrow_mut().insert(self.number, this);
        }
        at.is_some()
    }

    /// Takes the next message for the port, if the port is started.
    pub(super) fn take_message(&self) -> Option<Message> {
        let end = self.end.borrow();
        end.as_ref().filter(|_| self.is_started.get())?.take()
    }

    /// Whether the port has its end: it is neither closed nor transferred.
    pub(super) fn is_open(&self) -> bool {
        self.end.borrow().is_some()
    }

    /// Calls `f`, which fires an event, in the realm of the port and in the empty mapping: the sender of a message may be
    /// in another agent, and the port is not the object on which the message was posted. For a message whose number
    /// `posted_in` this port knows, it is the mapping in which that was posted.
    pub(super) fn fire(
        &self,
        posted_in: Option<u64>,
        context: &mut Context,
        f: impl FnOnce(&MessageTarget, &mut Context) -> JsResult<()>,
    ) -> JsResult<()> {
        let Some(target) = self.target.borrow().clone() else {
            return Ok(());
        };
        let capture = posted_in.and_then(|number| self.posted.borrow_mut().remove(&number));
        in_realm(&self.realm, context, |context| match capture {
            Some(capture) => capture.run(context, |context| f(&target, context)),
            None => external(context, |context| f(&target, context)),
        })
    }
}
