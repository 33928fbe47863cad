//! `EventTarget`.
//!
//! <https://dom.spec.whatwg.org/#interface-eventtarget>
//!
//! `addEventListener` captures no mapping: see `crate::mechanism`. In the extent of
//! `captureFallbackContext`, which is there if the host wants it, it takes along the values of some variables.

use boa_engine::{
    Context, JsArgs, JsData, JsObject, JsResult, JsValue, context::intrinsics::StandardConstructor,
};
use boa_gc::{Finalize, Gc, GcErased, Trace};

use super::{
    dispatch::dispatch,
    event::as_event,
    global::as_global,
    listener::{AddOptions, Callback, Listener, ListenerList},
};
use crate::{
    WebApis,
    abort::state::SignalState,
    dom_exception::dom_error,
    mechanism::Fallback,
    schedulers::callback::function,
    webidl::{
        Interface, flag, illegal_invocation, interface, member, prototype_from, require, sequence,
        type_error,
    },
};

interface!(EventTarget);

/// What every event target has, whatever its interface.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct TargetSlots {
    list: Gc<ListenerList>,
    /// What the object is besides an event target: the state of its own interface.
    state: Option<GcErased>,
}

impl TargetSlots {
    /// The data of a plain target.
    fn new() -> Self {
        Self {
            list: ListenerList::new(None),
            state: None,
        }
    }

    /// The data of an abort signal; `state` is that of an interface which inherits from it.
    pub(crate) fn signal(signal: Gc<SignalState>, state: Option<GcErased>) -> Self {
        Self {
            list: ListenerList::new(Some(signal)),
            state,
        }
    }

    /// The listeners, for who makes a target.
    pub(crate) fn list(&self) -> Gc<ListenerList> {
        self.list.clone()
    }

    /// The data of a target whose interface has the state `state`; [`as_target_of`] finds it again.
    pub(crate) fn with_state<T: Trace + 'static>(state: Gc<T>) -> Self {
        Self {
            list: ListenerList::new(None),
            state: Some(GcErased::new(state)),
        }
    }
}

/// Makes the intrinsics of the current realm.
pub(crate) fn install(apis: &WebApis, context: &mut Context) -> StandardConstructor {
    let mut interface = Interface::new::<EventTarget>(0, construct, context);
    if apis.capture_fallback_context {
        interface =
            interface.static_operation("captureFallbackContext", 2, capture_fallback_context);
    }
    interface
        .operation("addEventListener", 2, add_event_listener)
        .operation("removeEventListener", 2, remove_event_listener)
        .operation("dispatchEvent", 1, dispatch_event)
        .register::<EventTarget>()
}

/// `new EventTarget()`
fn construct(new_target: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let prototype = prototype_from::<EventTarget>(new_target, context)?;
    Ok(JsObject::from_proto_and_data(prototype, TargetSlots::new()).into())
}

/// The listeners of the target that a value is, if it is one.
pub(crate) fn as_target(value: &JsValue) -> Option<(JsObject, Gc<ListenerList>)> {
    let object = value.as_object()?;
    let list = object.downcast_ref::<TargetSlots>()?.list.clone();
    Some((object, list))
}

/// The same for a target whose interface has a state `T`, and that state.
pub(crate) fn as_target_of<T: Trace + 'static>(
    value: &JsValue,
) -> Option<(JsObject, Gc<ListenerList>, Gc<T>)> {
    let object = value.as_object()?;
    let (list, state) = {
        let slots = object.downcast_ref::<TargetSlots>()?;
        (slots.list.clone(), slots.state.clone()?.downcast()?)
    };
    Some((object, list, state))
}

/// The target that an operation is called on; the global object has data of its own.
fn target(this: &JsValue, context: &Context) -> JsResult<(JsObject, Gc<ListenerList>)> {
    as_target(this)
        .or_else(|| as_global(this, context))
        .ok_or_else(|| illegal_invocation("EventTarget"))
}

/// `addEventListener(type, callback, options)`
fn add_event_listener(
    this: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let (_, list) = target(this, context)?;
    require(args, 2, "addEventListener")?;
    let event_type = args.get_or_undefined(0).to_string(context)?;
    let callback = callback(args.get_or_undefined(1))?;
    // 1. Let capture, passive, once, and signal be the result of flattening more options.
    let options = AddOptions {
        fallback: Fallback::now(context),
        ..flatten_more(args.get_or_undefined(2), context)?
    };
    // 2. Add an event listener with this and an event listener whose type is type, callback is
    //    callback, capture is capture, passive is passive, once is once, and signal is signal:
    //    2. If listener's signal is not null and is aborted, then return.
    let signal = options.signal.clone();
    if signal.as_ref().is_some_and(|signal| signal.is_aborted()) {
        return Ok(JsValue::undefined());
    }
    //    3. If listener's callback is null, then return.
    let Some(callback) = callback else {
        return Ok(JsValue::undefined());
    };
    //    5. If eventTarget's event listener list does not contain an event listener whose type is
    //       listener's type, callback is listener's callback, and capture is listener's capture,
    //       then append listener to eventTarget's event listener list.
    if list.find(&event_type, &callback, options.capture).is_some() {
        // The standard goes on with step 6 for a listener that is in no list: without effect.
        return Ok(JsValue::undefined());
    }
    let listener = Listener::new(event_type, Callback::Listener(callback), options);
    list.append(listener.clone());
    //    6. If listener's signal is not null, then add the following abort steps to it: remove an
    //       event listener with eventTarget and listener.
    if let Some(signal) = signal {
        signal.add_removal(&list, &listener);
    }
    Ok(JsValue::undefined())
}

/// `removeEventListener(type, callback, options)`
fn remove_event_listener(
    this: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let (_, list) = target(this, context)?;
    require(args, 2, "removeEventListener")?;
    let event_type = args.get_or_undefined(0).to_string(context)?;
    let callback = callback(args.get_or_undefined(1))?;
    // 1. Let capture be the result of flattening options.
    let capture = flatten(args.get_or_undefined(2), context)?;
    // 2. If this's event listener list contains an event listener whose type is type, callback is
    //    callback, and capture is capture, then remove an event listener with this and it.
    if let Some(listener) = callback.and_then(|callback| list.find(&event_type, &callback, capture))
    {
        list.remove(&listener);
    }
    Ok(JsValue::undefined())
}

/// `dispatchEvent(event)`
fn dispatch_event(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let (object, list) = target(this, context)?;
    require(args, 1, "dispatchEvent")?;
    let event_value = args.get_or_undefined(0);
    let Some((event, state)) = event_value.as_object().zip(as_event(event_value)) else {
        return Err(type_error("dispatchEvent: the argument is not an Event"));
    };
    // 1. If event's dispatch flag is set, or if its initialized flag is not set, then throw an
    //    "InvalidStateError" DOMException. The latter always is: see `EventState::initialize`.
    if state.dispatching.get() {
        let message = "the event is already being dispatched";
        return Err(dom_error("InvalidStateError", message, context));
    }
    // 2. Initialize event's isTrusted attribute to false.
    state.trusted.set(false);
    // 3. Return the result of dispatching event to this.
    dispatch(&event, &state, &object, &list, context).map(Into::into)
}

/// `EventTarget.captureFallbackContext(variables, callback)`, of an earlier draft of AsyncContext's web
/// integration.
fn capture_fallback_context(
    _: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let what = "captureFallbackContext";
    require(args, 2, what)?;
    let variables = sequence(args.get_or_undefined(0), what, context, |element, _| {
        Ok(element.clone())
    })?;
    let callback = function(args.get_or_undefined(1), what)?;
    let capture = Fallback::capture(&variables, context).ok_or_else(|| {
        type_error(format!(
            "{what}: an element is not an AsyncContext.Variable"
        ))
    })?;
    capture.run(context, |context| {
        callback.call(&JsValue::undefined(), &[], context)
    })
}

/// Converts to `EventListener?`.
fn callback(value: &JsValue) -> JsResult<Option<JsObject>> {
    if value.is_null_or_undefined() {
        return Ok(None);
    }
    match value.as_object() {
        Some(object) => Ok(Some(object)),
        None => Err(type_error("the event listener is not an object")),
    }
}

/// *Flatten* options: what `capture` is.
fn flatten(options: &JsValue, context: &mut Context) -> JsResult<bool> {
    match options.as_object() {
        Some(object) => flag(Some(&object), "capture", context),
        None => Ok(options.to_boolean()),
    }
}

/// *Flatten more* options. The members of a dictionary are read in the order of Web IDL: inherited
/// ones first, then by name.
fn flatten_more(options: &JsValue, context: &mut Context) -> JsResult<AddOptions> {
    let capture = flatten(options, context)?;
    let Some(object) = options.as_object() else {
        return Ok(AddOptions {
            capture,
            ..AddOptions::default()
        });
    };
    Ok(AddOptions {
        capture,
        fallback: None,
        once: flag(Some(&object), "once", context)?,
        // The *default passive value* is true for some events of windows and nodes only.
        passive: flag(Some(&object), "passive", context)?,
        signal: match member(Some(&object), "signal", context)? {
            None => None,
            Some(value) => Some(
                as_target(&value)
                    .and_then(|(_, list)| list.signal.clone())
                    .ok_or_else(|| type_error("the option `signal` is not an AbortSignal"))?,
            ),
        },
    })
}
