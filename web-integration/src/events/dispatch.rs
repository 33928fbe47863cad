//! *Dispatch*: calling the listeners of a target.
//!
//! <https://dom.spec.whatwg.org/#concept-event-dispatch>

use boa_engine::{Context, JsObject, JsResult, JsValue, class::Class, js_string};
use boa_gc::{Gc, Trace};

use super::{
    create::{trusted_event, trusted_event_of},
    error_event::ErrorDetails,
    event_state::EventState,
    listener::{Callback, ListenerList},
};
use crate::{
    callback::{call_function, clean_up_after_callback, report_callback_exception},
    mechanism::call_listener_in,
    webidl::type_error,
};

/// *Fire an event* named `event_type` at `target`
///
/// <https://dom.spec.whatwg.org/#concept-event-fire>
///
/// # Errors
///
/// The errors of [`dispatch`]; a `TypeError` in a realm without these APIs.
pub(crate) fn fire(
    event_type: &str,
    target: &JsObject,
    list: &Gc<ListenerList>,
    context: &mut Context,
) -> JsResult<()> {
    let (event, state) = trusted_event(event_type, context)?;
    dispatch(&event, &state, target, list, context).map(drop)
}

/// *Fire an event* of the derived interface `I` with the state `state`
///
/// <https://dom.spec.whatwg.org/#concept-event-fire>
///
/// # Errors
///
/// The errors of [`fire`].
pub(crate) fn fire_of<I: Class, T: Trace + 'static>(
    event_type: &str,
    state: T,
    target: &JsObject,
    list: &Gc<ListenerList>,
    context: &mut Context,
) -> JsResult<()> {
    let (event, state) = trusted_event_of::<I, T>(event_type, false, state, context)?;
    dispatch(&event, &state, target, list, context).map(drop)
}

/// *Dispatch* an event to a target that is in no tree. Returns `false` if the event was canceled.
///
/// The listeners run in the current mapping, and their exceptions are reported.
///
/// <https://dom.spec.whatwg.org/#concept-event-dispatch>
///
/// # Errors
///
/// Only an error that no JS code can catch, such as a runtime limit.
pub(crate) fn dispatch(
    event: &JsObject,
    state: &Gc<EventState>,
    target: &JsObject,
    list: &Gc<ListenerList>,
    context: &mut Context,
) -> JsResult<bool> {
    // 1. Set event's dispatch flag.
    state.dispatching.set(true);
    // 2-6. Without a tree, the path consists of the target.
    *state.target.borrow_mut() = Some(target.clone());
    // 6.13. The capturing pass over the path, 6.14. the bubbling pass: the target has both, whether or not the
    //       event bubbles.
    let result = invoke(event, state, target, list, true, context)
        .and_then(|()| invoke(event, state, target, list, false, context));
    // 7. Set event's eventPhase attribute to NONE.
    // 8. Set event's currentTarget attribute to null.
    // 9. Set event's path to the empty list.
    // 10. Unset event's dispatch flag, stop propagation flag, and stop immediate propagation flag.
    state.dispatching.set(false);
    state.stop_propagation.set(false);
    state.stop_immediate_propagation.set(false);
    result?;
    // 13. Return false if event's canceled flag is set; otherwise true.
    Ok(!state.canceled.get())
}

/// *Invoke* and *inner invoke*: one pass over the listeners
///
/// <https://dom.spec.whatwg.org/#concept-event-listener-invoke>
/// <https://dom.spec.whatwg.org/#concept-event-listener-inner-invoke>
fn invoke(
    event: &JsObject,
    state: &EventState,
    target: &JsObject,
    list: &ListenerList,
    capture: bool,
    context: &mut Context,
) -> JsResult<()> {
    // 4. If event's stop propagation flag is set, then return.
    if state.stop_propagation.get() {
        return Ok(());
    }
    // 6. Let listeners be a clone of event's currentTarget attribute value's event listener list.
    for listener in list.snapshot() {
        // Inner invoke 2. For each listener of listeners whose removed is false:
        //    1. If event's type attribute value is not listener's type, then continue.
        //    3-4. If the phase is not that of listener's capture, then continue.
        if listener.is_removed()
            || listener.capture != capture
            || listener.event_type != state.event_type()
        {
            continue;
        }
        //    5. If listener's once is true, then remove an event listener given event's
        //       currentTarget attribute value and listener.
        if listener.once {
            list.remove(&listener);
        }
        //    9. If listener's passive is true, then set event's in passive listener flag.
        state.in_passive_listener.set(listener.passive);
        //    11. Call a user object's operation with listener's callback, "handleEvent", « event »,
        //        and event's currentTarget attribute value.
        let callback = listener.callback();
        call_listener_in(listener.fallback(), context, |context| {
            let result = call(&callback, event, state, target, list.is_global, context);
            //    12. Unset event's in passive listener flag.
            state.in_passive_listener.set(false);
            //        If this throws an exception exception, then report exception.
            result.or_else(|error| report_callback_exception(error, callback.object(), context))
        })?;
        clean_up_after_callback(context);
        //    14. If event's stop immediate propagation flag is set, then break.
        if state.stop_immediate_propagation.get() {
            break;
        }
    }
    Ok(())
}

/// *The event handler processing algorithm*, or for a listener of `addEventListener` a call of its callback
///
/// <https://html.spec.whatwg.org/#the-event-handler-processing-algorithm>
fn call(
    callback: &Callback,
    event: &JsObject,
    state: &EventState,
    target: &JsObject,
    is_global: bool,
    context: &mut Context,
) -> JsResult<()> {
    let this = JsValue::from(target.clone());
    let args = [JsValue::from(event.clone())];
    let callback = match callback {
        Callback::Listener(callback) => return call_listener(callback, &this, &args, context),
        Callback::Handler(callback) => callback,
    };
    // [LegacyTreatNonObjectAsNull]: an object that cannot be called returns undefined.
    if !callback.is_callable() {
        return Ok(());
    }
    // 3. Let special error event handling be true if event is an ErrorEvent object, event's type is
    //    "error", and event's currentTarget implements the WindowOrWorkerGlobalScope mixin.
    let special = match state.state::<ErrorDetails>() {
        Some(details) if is_global && state.event_type() == *"error" => Some(details),
        _ => None,
    };
    let cancels = special.is_some();
    let returned = match special {
        Some(details) => call_function(callback, &this, &details.as_arguments(), context)?,
        None => call_function(callback, &this, &args, context)?,
    };
    // 5. With special error event handling: if return value is true, then set event's canceled flag.
    //    Otherwise: if return value is false, then set event's canceled flag.
    if returned.as_boolean() == Some(cancels) {
        state.cancel();
    }
    Ok(())
}

/// *Call a user object's operation*, for the callback interface `EventListener`
///
/// <https://webidl.spec.whatwg.org/#call-a-user-objects-operation>
fn call_listener(
    callback: &JsObject,
    this: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<()> {
    if callback.is_callable() {
        return call_function(callback, this, args, context).map(drop);
    }
    // 10.1. Let getResult be Get(O, opName).
    // 10.4. If IsCallable(X) is false, then throw a TypeError. 10.5. Set thisArg to O.
    let handle_event = callback.get(js_string!("handleEvent"), context)?;
    match handle_event.as_callable() {
        Some(function) => {
            let this = callback.clone().into();
            call_function(&function, &this, args, context).map(drop)
        }
        None => Err(type_error("the event listener has no method handleEvent")),
    }
}
