//! What a plug-in gets from its host: the argument of `activate`, and the class `Lease`.

use std::{
    cell::RefCell,
    sync::{Arc, atomic::Ordering},
};

use boa_async_context::{
    Runtime,
    cleanup::{CleanupError, NativeResource, ResourceClasses},
};
use boa_engine::{
    Context, JsArgs, JsError, JsNativeError, JsObject, JsResult, JsString, JsValue, NativeFunction,
    js_string,
    object::{ObjectInitializer, builtins::JsFunction},
    property::Attribute,
};

use crate::identity::{Identity, Message, Shared, current};

/// Functions with names, that are data of the context and end with it.
type Functions = RefCell<Vec<(String, JsFunction)>>;

/// The functions that a plug-in has registered, with their topics.
#[derive(Default)]
struct Handlers(Functions);

/// The hooks that a plug-in exports.
#[derive(Default)]
struct Hooks(Functions);

/// Something of the host's that a plug-in uses for a while, and that has to be given back.
struct Lease {
    shared: Arc<Shared>,
    what: String,
}

impl NativeResource for Lease {
    const NAME: &'static str = "Lease";

    fn label(&self) -> String {
        self.what.clone()
    }

    async fn close(self) -> Result<(), CleanupError> {
        self.shared.leases.fetch_sub(1, Ordering::SeqCst);
        Ok(())
    }
}

/// Defines the class `Lease`, and returns the object that `activate` gets.
pub(crate) fn define(runtime: &mut Runtime, identity: &Arc<Identity>) -> JsResult<JsObject> {
    let shared = identity.shared.clone();
    let resources = runtime.resources().clone();
    let context = &mut *runtime.context_mut();
    resources
        .class::<Lease>()
        .open("take", 1, move |args, context| {
            let what = text(args, 0, context)?;
            let shared = shared.clone();
            Ok(async move {
                shared.leases.fetch_add(1, Ordering::SeqCst);
                Ok::<_, CleanupError>(Lease { shared, what })
            })
        })
        .register(context)?;
    context.insert_data(Handlers::default());
    context.insert_data(Hooks::default());
    let function = NativeFunction::from_fn_ptr;
    context.register_global_callable(js_string!("setHook"), 2, function(set_hook))?;
    Ok(ObjectInitializer::new(context)
        .property(
            js_string!("name"),
            JsString::from(&*identity.name),
            Attribute::READONLY,
        )
        .function(function(log), js_string!("log"), 1)
        .function(function(on), js_string!("on"), 2)
        .function(function(send), js_string!("send"), 2)
        .build())
}

/// A hook of the plug-in of `context`, if it has it.
pub(crate) fn hook(name: &str, context: &Context) -> Option<JsFunction> {
    let Hooks(hooks) = context.get_data()?;
    let hooks = hooks.borrow();
    let hook = hooks.iter().find(|(other, _)| other == name);
    hook.map(|(_, function)| function.clone())
}

/// `setHook(name, function)`, for the module that imports the hooks of a plug-in.
fn set_hook(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let name = text(args, 0, context)?;
    let function = args.get_or_undefined(1).as_object();
    if let (Some(function), Some(Hooks(hooks))) = (
        function.and_then(JsFunction::from_object),
        context.get_data(),
    ) {
        hooks.borrow_mut().push((name, function));
    }
    Ok(JsValue::undefined())
}

/// The functions that the plug-in of `context` has registered for `topic`.
pub(crate) fn handlers(topic: &str, context: &Context) -> Vec<JsFunction> {
    let Some(Handlers(handlers)) = context.get_data() else {
        return Vec::new();
    };
    let handlers = handlers.borrow();
    let of_topic = handlers.iter().filter(|(other, _)| other == topic);
    of_topic.map(|(_, function)| function.clone()).collect()
}

/// The plug-in that calls. A native function need not be told: the context knows, after any number of awaits and timers.
fn caller(context: &Context) -> JsResult<Arc<Identity>> {
    current(context).ok_or_else(|| {
        let message = "this code was not called by a hook or a handler of a plug-in";
        JsError::from(JsNativeError::error().with_message(message))
    })
}

/// `host.log(text)`
fn log(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let text = text(args, 0, context)?;
    let caller = caller(context)?;
    caller.shared.log(&caller.name, text);
    Ok(JsValue::undefined())
}

/// `host.on(topic, handler)`: `handler(text, from)` is called for each message of the host and of other plug-ins.
fn on(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let topic = text(args, 0, context)?;
    let handler = args.get_or_undefined(1).as_object();
    let handler = handler.and_then(JsFunction::from_object);
    let handler =
        handler.ok_or_else(|| JsNativeError::typ().with_message("a handler must be a function"))?;
    if let Some(Handlers(handlers)) = context.get_data() {
        handlers.borrow_mut().push((topic, handler));
    }
    Ok(JsValue::undefined())
}

/// `host.send(topic, text)` tells the other plug-ins, when the host pumps next.
fn send(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let (topic, text) = (text(args, 0, context)?, text(args, 1, context)?);
    let caller = caller(context)?;
    caller.shared.send(Message {
        from: caller.name.clone(),
        topic,
        text,
    });
    Ok(JsValue::undefined())
}

fn text(args: &[JsValue], index: usize, context: &mut Context) -> JsResult<String> {
    let text = args.get_or_undefined(index).to_string(context)?;
    Ok(text.to_std_string_lossy())
}
