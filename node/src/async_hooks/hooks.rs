//! `createHook`, and the functions that tell which resource is running.
//!
//! Hooks hear of every `AsyncResource` of their realm: `init`, `before`, `after`, `destroy`. They hear nothing of promises,
//! timers and what else the engine and the platform do by themselves. They hear nothing of other realms either: a hook gets the
//! resource, with which it could run code in the context of a program that has not given it anything.

use std::rc::Rc;

use boa_engine::{
    Context, JsArgs, JsData, JsNativeError, JsObject, JsResult, JsString, JsValue, NativeFunction,
    job::PromiseJob, js_string, object::ConstructorBuilder, realm::Realm,
};
use boa_gc::{Finalize, Trace};

use super::ids::{Ids, Running};
use crate::{
    class::{class, function, pair_of},
    errors::{incompatible_receiver, type_error, with_code},
};

const CLASS: &str = "AsyncHook";

class!(AsyncHook, "AsyncHook");

/// The slots of a hook.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct Callbacks {
    /// `None` for those that it does not have.
    functions: [Option<JsObject>; CALLBACKS.len()],
    /// The realm of the `createHook` that made it.
    realm: Realm,
}

/// The callbacks, by the number of their [`Event`]. `promiseResolve` is never called.
const CALLBACKS: [&str; 5] = ["init", "before", "after", "destroy", "promiseResolve"];

/// What hooks hear of a resource.
#[derive(Clone, Copy)]
pub(super) enum Event {
    Init,
    Before,
    After,
    Destroy,
}

/// The functions that the module exports, after it has made the class of hooks for the current realm.
pub(super) fn functions(context: &mut Context) -> JsResult<[(&'static str, JsObject); 4]> {
    let illegal = NativeFunction::from_fn_ptr(|_, _, _| {
        Err(type_error(
            "illegal constructor: createHook makes an AsyncHook",
        ))
    });
    let mut builder = ConstructorBuilder::new(context, illegal);
    builder
        .name(CLASS)
        .length(1)
        .method(NativeFunction::from_fn_ptr(enable), js_string!("enable"), 0)
        .method(
            NativeFunction::from_fn_ptr(disable),
            js_string!("disable"),
            0,
        );
    let pair = builder.build();
    context.realm().clone().register_class::<AsyncHook>(pair);
    let make = |name, length, body: boa_engine::native_function::NativeFunctionPointer| {
        let body = NativeFunction::from_fn_ptr(body);
        (name, JsObject::from(function(name, length, body, context)))
    };
    Ok([
        make("createHook", 1, create_hook),
        make("executionAsyncId", 0, execution_async_id),
        make("triggerAsyncId", 0, trigger_async_id),
        make("executionAsyncResource", 0, execution_async_resource),
    ])
}

/// `createHook ( callbacks )`
fn create_hook(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let given = args.get_or_undefined(0).to_object(context)?;
    let mut callbacks = Callbacks {
        functions: Default::default(),
        realm: context.realm().clone(),
    };
    for (name, place) in CALLBACKS.into_iter().zip(&mut callbacks.functions) {
        let callback = given.get(js_string!(name), context)?;
        if callback.is_undefined() {
            continue;
        }
        let Some(function) = callback.as_callable() else {
            let message = format!("hook.{name} must be a function");
            let error = JsNativeError::typ().with_message(message);
            return Err(with_code(error, "ERR_ASYNC_CALLBACK", context));
        };
        *place = Some(function);
    }
    let prototype = pair_of::<AsyncHook>(context)?.prototype();
    Ok(JsObject::from_proto_and_data(prototype, callbacks).into())
}

fn hook_of(this: &JsValue, method: &str) -> JsResult<JsObject> {
    this.as_object()
        .filter(JsObject::is::<Callbacks>)
        .ok_or_else(|| incompatible_receiver(CLASS, method))
}

/// `AsyncHook.prototype.enable ( )`
fn enable(this: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let hook = hook_of(this, "enable")?;
    Ids::of(context).enable(&hook);
    Ok(this.clone())
}

/// `AsyncHook.prototype.disable ( )`
fn disable(this: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let hook = hook_of(this, "disable")?;
    Ids::of(context).disable(&hook);
    Ok(this.clone())
}

/// The resource that is running, if it is one of the current realm.
pub(super) fn running_here(context: &mut Context) -> Option<Running> {
    Ids::of(context).running(context.realm())
}

/// `executionAsyncId ( )`: the number of the resource that is running; 0 if there is none.
fn execution_async_id(_: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let running = running_here(context);
    Ok(running.map_or(0.0, |running| running.id).into())
}

/// `triggerAsyncId ( )`
fn trigger_async_id(_: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let running = running_here(context);
    Ok(running.map_or(0.0, |running| running.trigger).into())
}

/// `executionAsyncResource ( )`: the resource that is running. If there is none, a new object each time: what one
/// operation puts there must not be seen by another.
fn execution_async_resource(
    _: &JsValue,
    _: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let object = match running_here(context) {
        Some(running) => running.object,
        None => JsObject::with_object_proto(context.intrinsics()),
    };
    Ok(object.into())
}

/// Tells the hooks of a new resource of the current realm.
pub(super) fn emit_init(
    id: f64,
    kind: &JsString,
    trigger: f64,
    resource: &JsObject,
    context: &mut Context,
) -> JsResult<()> {
    let args = [
        id.into(),
        kind.clone().into(),
        trigger.into(),
        resource.clone().into(),
    ];
    let ids = Ids::of(context);
    let realm = context.realm().clone();
    call_hooks(Event::Init, &args, &ids, &realm, context)
}

/// Tells the hooks of the beginning or the end of the scope of a resource of `realm`.
pub(super) fn emit(
    event: Event,
    id: f64,
    ids: &Rc<Ids>,
    realm: &Realm,
    context: &mut Context,
) -> JsResult<()> {
    call_hooks(event, &[id.into()], ids, realm, context)
}

/// Tells the hooks, in a microtask, that a resource is no longer used.
pub(super) fn emit_destroy(resource: Running, context: &mut Context) {
    let ids = Ids::of(context);
    if !ids.has_hooks() {
        return;
    }
    let realm = context.realm().clone();
    let job = PromiseJob::with_realm(
        move |context| {
            let args = [resource.id.into()];
            call_hooks(Event::Destroy, &args, &ids, &resource.realm, context)?;
            Ok(JsValue::undefined())
        },
        realm,
    );
    context.enqueue_job(job.into());
}

/// Calls the hooks of `realm`.
fn call_hooks(
    event: Event,
    args: &[JsValue],
    ids: &Ids,
    realm: &Realm,
    context: &mut Context,
) -> JsResult<()> {
    if !ids.has_hooks() {
        return Ok(());
    }
    for hook in ids.hooks() {
        let callback = hook
            .downcast_ref::<Callbacks>()
            .filter(|callbacks| callbacks.realm == *realm)
            .and_then(|callbacks| callbacks.functions[event as usize].clone());
        if let Some(callback) = callback {
            callback.call(&hook.clone().into(), args, context)?;
        }
    }
    Ok(())
}
