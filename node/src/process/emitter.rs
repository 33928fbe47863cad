//! The functions of an event emitter, on `process`.
//!
//! Only the event `exit` is ever fired by a host. The others are there so that a library can subscribe.

use boa_engine::{
    Context, JsArgs, JsData, JsObject, JsResult, JsValue, native_function::NativeFunctionPointer,
    object::builtins::JsArray, property::PropertyKey,
};
use boa_gc::{Finalize, Trace};

use crate::errors::invalid_arg_type;

/// A listener.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Listener {
    #[unsafe_ignore_trace]
    event: PropertyKey,
    callback: JsObject,
    is_once: bool,
}

/// The listeners of a realm's `process`, in the data of the realm.
#[derive(Default, Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct Listeners(Vec<Listener>);

/// The functions, with their lengths.
pub(super) const FUNCTIONS: [(&str, usize, NativeFunctionPointer); 11] = [
    ("on", 2, on),
    ("addListener", 2, on),
    ("once", 2, once),
    ("prependListener", 2, prepend),
    ("off", 2, off),
    ("removeListener", 2, off),
    ("removeAllListeners", 1, remove_all),
    ("emit", 1, emit),
    ("listeners", 1, listeners),
    ("listenerCount", 1, count),
    ("setMaxListeners", 1, chain),
];

/// Does something with the listeners of the current realm. `f` must not run code of the program.
fn with<R>(context: &Context, f: impl FnOnce(&mut Vec<Listener>) -> R) -> R {
    let realm = context.realm();
    let mut data = realm.host_defined_mut();
    let mut all = data
        .remove::<Listeners>()
        .map_or_else(Vec::new, |all| all.0);
    let result = f(&mut all);
    data.insert(Listeners(all));
    result
}

fn add(args: &[JsValue], is_once: bool, is_first: bool, context: &mut Context) -> JsResult<()> {
    let event = args.get_or_undefined(0).to_property_key(context)?;
    let Some(callback) = args.get_or_undefined(1).as_callable() else {
        let callback = args.get_or_undefined(1);
        return Err(invalid_arg_type("listener", "function", callback, context));
    };
    with(context, |all| {
        let at = if is_first { 0 } else { all.len() };
        let listener = Listener {
            event,
            callback,
            is_once,
        };
        all.insert(at, listener);
    });
    Ok(())
}

fn on(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    add(args, false, false, context)?;
    Ok(this.clone())
}

fn once(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    add(args, true, false, context)?;
    Ok(this.clone())
}

fn prepend(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    add(args, false, true, context)?;
    Ok(this.clone())
}

/// Removes the listener that was added last.
fn off(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let event = args.get_or_undefined(0).to_property_key(context)?;
    if let Some(callback) = args.get_or_undefined(1).as_object() {
        with(context, |all| {
            let is_it = |listener: &Listener| {
                listener.event == event && JsObject::equals(&listener.callback, &callback)
            };
            if let Some(at) = all.iter().rposition(is_it) {
                all.remove(at);
            }
        });
    }
    Ok(this.clone())
}

fn remove_all(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let event = args.get_or_undefined(0);
    if event.is_undefined() {
        with(context, Vec::clear);
    } else {
        let event = event.to_property_key(context)?;
        with(context, |all| {
            all.retain(|listener| listener.event != event)
        });
    }
    Ok(this.clone())
}

fn of_event(event: &PropertyKey, context: &Context) -> Vec<Listener> {
    with(context, |all| {
        let found = all.iter().filter(|listener| listener.event == *event);
        found.cloned().collect()
    })
}

fn emit(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let event = args.get_or_undefined(0).to_property_key(context)?;
    let args = args.get(1..).unwrap_or_default();
    emit_event(event, args, context).map(Into::into)
}

/// Calls the listeners of an event in the current realm. Returns whether there was one.
///
/// # Errors
///
/// What a listener throws.
pub(super) fn emit_event(
    event: impl Into<PropertyKey>,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<bool> {
    let event = event.into();
    let called = of_event(&event, context);
    with(context, |all| {
        all.retain(|listener| !(listener.is_once && listener.event == event));
    });
    for listener in &called {
        listener
            .callback
            .call(&JsValue::undefined(), args, context)?;
    }
    Ok(!called.is_empty())
}

fn listeners(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let event = args.get_or_undefined(0).to_property_key(context)?;
    let found = of_event(&event, context);
    let callbacks = found.into_iter().map(|listener| listener.callback.into());
    let callbacks: Vec<JsValue> = callbacks.collect();
    Ok(JsArray::from_iter(callbacks, context).into())
}

fn count(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let event = args.get_or_undefined(0).to_property_key(context)?;
    Ok(of_event(&event, context).len().into())
}

fn chain(this: &JsValue, _: &[JsValue], _: &mut Context) -> JsResult<JsValue> {
    Ok(this.clone())
}
