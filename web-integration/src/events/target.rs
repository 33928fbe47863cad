//! The interface `EventTarget`.
//!
//! <https://dom.spec.whatwg.org/#interface-eventtarget>
//!
//! `addEventListener` captures no mapping: see `crate::mechanism`. While the optional
//! `EventTarget.captureFallbackContext` runs, it takes the values of some variables along.

use boa_engine::{
    Context, JsArgs, JsObject, JsResult, JsValue, context::intrinsics::StandardConstructor,
};
use boa_gc::Gc;

use super::{
    dispatch::dispatch,
    event_state::as_event,
    global::as_global,
    listener::{AddOptions, Callback, Listener, ListenerList},
    slots::{EventTarget, TargetSlots, as_removal_signal, as_target},
};
use crate::{
    apis::WebApis,
    dom_exception::dom_error,
    mechanism::{Fallback, with_fallback},
    webidl::{
        Interface, callback_function, flag, illegal_invocation, member, platform_object,
        prototype_from, require, sequence, type_error,
    },
};

/// Creates the intrinsics of the current realm.
pub(super) fn install(apis: &WebApis, context: &mut Context) -> StandardConstructor {
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
///
/// <https://dom.spec.whatwg.org/#dom-eventtarget-eventtarget>
fn construct(new_target: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let prototype = prototype_from::<EventTarget>(new_target, context)?;
    Ok(platform_object(prototype, TargetSlots::new(), context).into())
}

/// The receiver of an operation: an event target, or the global object, whose listeners its realm holds.
fn target(this: &JsValue, context: &Context) -> JsResult<(JsObject, Gc<ListenerList>)> {
    as_target(this)
        .or_else(|| as_global(this, context))
        .ok_or_else(|| illegal_invocation("EventTarget"))
}

/// `addEventListener(type, callback, options)`, and *add an event listener*
///
/// <https://dom.spec.whatwg.org/#dom-eventtarget-addeventlistener>
/// <https://dom.spec.whatwg.org/#add-an-event-listener>
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
        // The standard performs step 6 also for a listener that is in no list; that has no effect.
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
///
/// <https://dom.spec.whatwg.org/#dom-eventtarget-removeeventlistener>
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
///
/// <https://dom.spec.whatwg.org/#dom-eventtarget-dispatchevent>
fn dispatch_event(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let (object, list) = target(this, context)?;
    require(args, 1, "dispatchEvent")?;
    let event_value = args.get_or_undefined(0);
    let Some((event, state)) = event_value.as_object().zip(as_event(event_value)) else {
        return Err(type_error("dispatchEvent: the argument is not an Event"));
    };
    // 1. If event's dispatch flag is set, or if its initialized flag is not set, then throw an
    //    "InvalidStateError" DOMException. The latter is always set: see `EventState::initialize`.
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
    let callback = callback_function(args.get_or_undefined(1), what)?;
    let result = with_fallback(&variables, context, |context| {
        callback.call(&JsValue::undefined(), &[], context)
    });
    result.unwrap_or_else(|| {
        Err(type_error(format!(
            "{what}: an element is not an AsyncContext.Variable"
        )))
    })
}

/// Converts to `EventListener?`, a nullable callback interface.
fn callback(value: &JsValue) -> JsResult<Option<JsObject>> {
    if value.is_null_or_undefined() {
        return Ok(None);
    }
    match value.as_object() {
        Some(object) => Ok(Some(object)),
        None => Err(type_error("the event listener is not an object")),
    }
}

/// *Flatten* options: the value of `capture`
///
/// <https://dom.spec.whatwg.org/#concept-flatten-options>
fn flatten(options: &JsValue, context: &mut Context) -> JsResult<bool> {
    match options.as_object() {
        Some(object) => flag(Some(&object), "capture", context),
        None => Ok(options.to_boolean()),
    }
}

/// *Flatten more* options. Web IDL reads the members of a dictionary in this order: inherited members first, then
/// by name.
///
/// <https://dom.spec.whatwg.org/#event-flatten-more>
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
        // The *default passive value* is true only for some events of windows and nodes.
        passive: flag(Some(&object), "passive", context)?,
        signal: match member(Some(&object), "signal", context)? {
            None => None,
            Some(value) => Some(
                as_removal_signal(&value)
                    .ok_or_else(|| type_error("the option `signal` is not an AbortSignal"))?,
            ),
        },
    })
}
