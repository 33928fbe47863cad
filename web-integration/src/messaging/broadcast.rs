//! The interface `BroadcastChannel`: messages to all channels of the same name, in all agents of the process.
//!
//! <https://html.spec.whatwg.org/#broadcasting-to-other-browsing-contexts>

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex, Weak},
};

use boa_async_context::{Limit, Permit, event_loop::KeepAlive, in_realm, on_close_realm};
use boa_engine::{
    Context, JsArgs, JsResult, JsString, JsValue, context::intrinsics::StandardConstructor,
    realm::Realm,
};
use boa_gc::{Finalize, Gc, GcErased, GcRefCell, Trace};

use super::{
    channel::{AgentLink, Message, SIZE_OF_MESSAGE, lock, unique_number},
    clone::{Record, serialize},
    message_event::fire_message,
    outbox::Outbox,
    registry::Registry,
    target::MessageTarget,
};
use crate::{
    dom_exception::{dom_error, permit},
    events::{
        listener::ListenerList,
        slots::{EventTarget, TargetSlots, as_target_of},
    },
    mechanism::external,
    webidl::{
        Interface, illegal_invocation, interface, pair_of, platform_object, prototype_from,
        require, require_new,
    },
};

interface!(BroadcastChannel);

/// The open channels of the process in the order of their creation, by the code units of their names.
static SUBSCRIBERS: LazyLock<Mutex<HashMap<Vec<u16>, Vec<Subscriber>>>> =
    LazyLock::new(Mutex::default);

/// A channel, as other channels know it.
#[derive(Clone)]
struct Subscriber {
    number: u64,
    agent: Arc<AgentLink>,
    /// A reference that dies with the channel. A garbage collection may drop the channel, so dropping it does nothing
    /// else.
    subscription: Weak<()>,
}

impl Subscriber {
    /// Whether the channel and its agent still exist.
    fn is_open(&self) -> bool {
        self.subscription.strong_count() > 0 && !self.agent.is_closed()
    }
}

/// The state of a `BroadcastChannel`.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct BroadcastState {
    #[unsafe_ignore_trace]
    number: u64,
    name: JsString,
    registry: Gc<Registry<BroadcastState>>,
    /// The realm in which its events are fired.
    realm: Realm,
    target: GcRefCell<Option<MessageTarget>>,
    /// The channel's entry in [`SUBSCRIBERS`]; `None` after the channel was closed.
    #[unsafe_ignore_trace]
    subscription: Cell<Option<Arc<()>>>,
    /// The place of the channel among those that may be open.
    permit: Cell<Permit>,
    /// Keeps the event loop running.
    #[unsafe_ignore_trace]
    hold: RefCell<Option<KeepAlive>>,
}

impl BroadcastState {
    /// The *closed flag*.
    fn is_closed(&self) -> bool {
        let subscription = self.subscription.take();
        let is_closed = subscription.is_none();
        self.subscription.set(subscription);
        is_closed
    }

    /// `close()`
    ///
    /// <https://html.spec.whatwg.org/#dom-broadcastchannel-close>
    fn close(&self) {
        drop(self.subscription.take());
        drop(self.permit.take());
        self.registry.receivers.remove(self.number);
        self.update();
    }

    /// Closes the channels of the current realm, which is closed, and returns how many were open.
    fn close_realm(context: &mut Context) -> usize {
        let Some(registry) = Registry::<Self>::find(context) else {
            return 0;
        };
        let channels = registry.receivers.all().into_iter();
        let open = channels.filter(|it| it.realm == *context.realm() && !it.is_closed());
        let open: Vec<_> = open.collect();
        for channel in &open {
            channel.close();
        }
        open.len()
    }

    /// While the channel is open and has a listener for `message`, the registry keeps it alive, and it keeps the event loop
    /// running. Call this whenever that may have changed.
    fn update(&self) {
        let has_listener = {
            let target = self.target.borrow();
            target
                .as_ref()
                .is_some_and(|target| target.list.has("message"))
        };
        let listens = has_listener && !self.is_closed();
        self.registry.receivers.keep(self.number, listens);
        let hold = self.hold.borrow_mut().take();
        if listens {
            let hold = hold.unwrap_or_else(|| self.registry.link.mailbox.hold());
            *self.hold.borrow_mut() = Some(hold);
        }
    }

    /// Begins to receive messages.
    fn subscribe(&self) {
        let subscription = Arc::new(());
        let subscriber = Subscriber {
            number: self.number,
            agent: self.registry.link.clone(),
            subscription: Arc::downgrade(&subscription),
        };
        self.subscription.set(Some(subscription));
        let mut subscribers = lock(&SUBSCRIBERS);
        subscribers.retain(|_, subscribers| {
            subscribers.retain(Subscriber::is_open);
            !subscribers.is_empty()
        });
        let name = self.name.to_vec();
        subscribers.entry(name).or_default().push(subscriber);
    }

    /// The other open channels of the same name.
    fn others(&self) -> Vec<Subscriber> {
        let subscribers = lock(&SUBSCRIBERS);
        let same_name = subscribers.get(&self.name.to_vec());
        let others = same_name
            .into_iter()
            .flatten()
            .filter(|subscriber| subscriber.number != self.number && subscriber.is_open());
        others.cloned().collect()
    }
}

/// Creates the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) -> JsResult<StandardConstructor> {
    Registry::<BroadcastState>::install(context);
    on_close_realm("broadcast channels", BroadcastState::close_realm, context);
    let target = pair_of::<EventTarget>(context)?;
    let pair = Interface::new::<BroadcastChannel>(1, construct, context)
        .inherit(&target)
        .readonly("name", |this, _, _| Ok(channel(this)?.name.clone().into()))
        .operation("postMessage", 1, post_message)
        .operation("close", 0, |this, _, _| {
            channel(this)?.close();
            Ok(JsValue::undefined())
        })
        .event_handler("onmessage", list)
        .event_handler("onmessageerror", list)
        .register::<BroadcastChannel>();
    Ok(pair)
}

/// `new BroadcastChannel(name)`
///
/// <https://html.spec.whatwg.org/#dom-broadcastchannel>
fn construct(new_target: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require_new::<BroadcastChannel>(new_target)?;
    require(args, 1, "BroadcastChannel")?;
    let name = args.get_or_undefined(0).to_string(context)?;
    let registry = Registry::of(context)?;
    let prototype = prototype_from::<BroadcastChannel>(new_target, context)?;
    let permit = permit(Limit::Channels, "BroadcastChannel", context)?;
    let state = Gc::new(BroadcastState {
        number: unique_number(),
        name,
        registry: registry.clone(),
        realm: context.realm().clone(),
        target: GcRefCell::default(),
        subscription: Cell::default(),
        permit: Cell::new(permit),
        hold: RefCell::default(),
    });
    registry.receivers.add(state.number, &state);
    let slots = TargetSlots::with_state(state.clone());
    let list = slots.list();
    list.watch(GcErased::new(state.clone()), |state| {
        if let Some(state) = state.clone().downcast::<BroadcastState>() {
            state.update();
        }
    });
    let object = platform_object(prototype, slots, context);
    *state.target.borrow_mut() = Some(MessageTarget {
        object: object.clone(),
        list,
    });
    state.subscribe();
    Ok(object.into())
}

/// The receiver of an operation.
fn channel(this: &JsValue) -> JsResult<Gc<BroadcastState>> {
    as_target_of::<BroadcastState>(this)
        .map(|(_, _, channel)| channel)
        .ok_or_else(|| illegal_invocation("BroadcastChannel"))
}

/// The listener list of a `BroadcastChannel`.
fn list(this: &JsValue, _: &Context) -> Option<Gc<ListenerList>> {
    as_target_of::<BroadcastState>(this).map(|(_, list, _)| list)
}

/// `postMessage(message)`
///
/// <https://html.spec.whatwg.org/#dom-broadcastchannel-postmessage>
fn post_message(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let channel = channel(this)?;
    require(args, 1, "postMessage")?;
    // 2. If this's closed flag is true, then throw an "InvalidStateError" DOMException.
    if channel.is_closed() {
        let message = "the channel is closed";
        return Err(dom_error("InvalidStateError", message, context));
    }
    // 3. Let serialized be StructuredSerialize(message).
    let record = serialize(args.get_or_undefined(0), &[], context)?;
    // 6. Remove source from destinations. 8. For each destination, queue a global task.
    let others = channel.others();
    let size = |_: &mut _| Ok(SIZE_OF_MESSAGE + record.size());
    let mut sent = Outbox::admit(others.len(), size, context)?.into_iter();
    for Subscriber { number, agent, .. } in others {
        let (record, sent) = (record.clone(), sent.next());
        agent.mailbox.post(move |context| {
            // It has arrived.
            drop(sent);
            deliver(number, record, context)
        });
    }
    Ok(JsValue::undefined())
}

/// The task of `postMessage` for one destination
///
/// <https://html.spec.whatwg.org/#dom-broadcastchannel-postmessage>
fn deliver(number: u64, record: Record, context: &mut Context) -> JsResult<()> {
    let registry = Registry::<BroadcastState>::find(context);
    let channel = registry.and_then(|registry| registry.receivers.find(number));
    // 1. If destination's closed flag is true, then abort these steps.
    let Some(channel) = channel.filter(|channel| !channel.is_closed()) else {
        return Ok(());
    };
    let Some(MessageTarget { object, list }) = channel.target.borrow().clone() else {
        return Ok(());
    };
    in_realm(&channel.realm, context, |context| {
        external(context, |context| {
            let (event_type, data) = match Message::of(record).deserialize(context) {
                Ok(received) => ("message", received.data),
                Err(_) => ("messageerror", JsValue::null()),
            };
            fire_message(event_type, data, Vec::new(), &object, &list, context)
        })
    })
}
