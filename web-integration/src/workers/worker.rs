//! The interface `Worker`.
//!
//! <https://html.spec.whatwg.org/#dedicated-workers-and-the-worker-interface>

use std::path::PathBuf;

use boa_engine::{
    Context, JsArgs, JsObject, JsResult, JsValue, context::intrinsics::StandardConstructor,
    module::Referrer,
};
use boa_gc::Gc;

use super::{admission::Admission, state::WorkerState};
use crate::{
    dom_exception::dom_error,
    events::{
        listener::ListenerList,
        slots::{EventTarget, TargetSlots, as_target_of},
    },
    messaging::{channel::End, port::post, target::MessageTarget, transfer::transfer_argument},
    webidl::{
        Interface, dictionary, illegal_invocation, interface, member, pair_of, platform_object,
        prototype_from, require, require_new, type_error,
    },
    worker_policy::{BlobScripts, ScriptLocation, WorkerKind, WorkerRequest},
};

interface!(Worker);

/// Creates the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) -> JsResult<StandardConstructor> {
    let target = pair_of::<EventTarget>(context)?;
    let pair = Interface::new::<Worker>(1, construct, context)
        .inherit(&target)
        .operation("postMessage", 1, post_message)
        .operation("terminate", 0, |this, _, _| {
            worker(this)?.terminate();
            Ok(JsValue::undefined())
        })
        .event_handler("onmessage", list)
        .event_handler("onmessageerror", list)
        .event_handler("onerror", list)
        .register::<Worker>();
    Ok(pair)
}

/// `new Worker(scriptURL, options)`
///
/// <https://html.spec.whatwg.org/#dom-worker>
fn construct(new_target: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require_new::<Worker>(new_target)?;
    require(args, 1, "Worker")?;
    let specifier = args.get_or_undefined(0).to_string(context)?;
    let options = dictionary(args.get(1), "Worker: the second argument")?;
    let name = match member(options.as_ref(), "name", context)? {
        Some(name) => name.to_string(context)?.to_std_string_lossy(),
        None => String::new(),
    };
    let kind = kind(options.as_ref(), context)?;
    let prototype = prototype_from::<Worker>(new_target, context)?;
    let worker = WorkerState::new(context)?;
    let admission = Admission::new(context)?;
    let referrer = referrer(context);
    let specifier = specifier.to_std_string_lossy();
    // A blob is read here: the worker has no part in the blobs of its parent.
    let blobs = context.get_data::<BlobScripts>().copied();
    let script = blobs.filter(|_| specifier.starts_with("blob:"));
    let script = script.and_then(|blobs| blobs.0(&specifier, context));
    let url = script.as_deref().unwrap_or(&specifier);
    // 3. Let workerURL be the result of encoding-parsing a URL given compliantScriptURL.
    // 4. If workerURL is failure, then throw a "SyntaxError" DOMException.
    let Some(location) = ScriptLocation::parse(url, referrer.as_deref()) else {
        let message = format!("Worker: `{specifier}` is not a valid URL");
        return Err(dom_error("SyntaxError", &message, context));
    };
    let request = WorkerRequest {
        location,
        specifier,
        name,
        kind,
        depth: admission.place.depth(),
        settings: admission.settings.clone(),
    };

    // 6. Let worker be a new Worker object. 7. Let outside port be a new MessagePort.
    let (outside, inside) = End::pair();
    let slots = TargetSlots::with_state(worker.clone());
    let list = slots.list();
    let object = platform_object(prototype, slots, context);
    let target = MessageTarget {
        object: object.clone(),
        list,
    };
    worker.open(target, outside);
    // 9. Run this step in parallel: run a worker.
    WorkerState::run(&worker, request, admission, inside, context)?;
    // 10. Return worker.
    Ok(object.into())
}

/// Reads the member `type` of `WorkerOptions`.
fn kind(options: Option<&JsObject>, context: &mut Context) -> JsResult<WorkerKind> {
    let Some(kind) = member(options, "type", context)? else {
        return Ok(WorkerKind::Classic);
    };
    match kind.to_string(context)?.to_std_string_lossy().as_str() {
        "classic" => Ok(WorkerKind::Classic),
        "module" => Ok(WorkerKind::Module),
        other => Err(type_error(format!("Worker: there is no type `{other}`"))),
    }
}

/// The file of the running script or module.
fn referrer(context: &Context) -> Option<PathBuf> {
    // Without a frame there is no running code.
    context.stack_trace().next()?;
    let runnable = context.get_active_script_or_module()?;
    Referrer::from(runnable).path().map(Into::into)
}

/// The receiver of an operation.
fn worker(this: &JsValue) -> JsResult<Gc<WorkerState>> {
    as_target_of::<WorkerState>(this)
        .map(|(_, _, worker)| worker)
        .ok_or_else(|| illegal_invocation("Worker"))
}

/// The listener list of a `Worker`.
fn list(this: &JsValue, _: &Context) -> Option<Gc<ListenerList>> {
    as_target_of::<WorkerState>(this).map(|(_, list, _)| list)
}

/// `postMessage(message, transfer)` and `postMessage(message, options)`
///
/// <https://html.spec.whatwg.org/#dom-worker-postmessage>
fn post_message(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let worker = worker(this)?;
    require(args, 1, "postMessage")?;
    let transfer = transfer_argument(args.get_or_undefined(1), "postMessage", context)?;
    post(
        worker.port(),
        None,
        args.get_or_undefined(0),
        &transfer,
        context,
    )
}
