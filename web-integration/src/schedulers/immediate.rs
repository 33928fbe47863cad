//! `queueMicrotask`, and `setImmediate` with `clearImmediate`.
//!
//! <https://html.spec.whatwg.org/#microtask-queuing>. The other two are not part of a web standard; they are those of
//! Node.

use boa_async_context::{CaptureKind, Limit, on_close_realm};
use boa_engine::{
    Context, JsArgs, JsData, JsResult, JsValue,
    job::{GenericJob, PromiseJob},
};
use boa_gc::{Finalize, Gc, Trace};

use super::handles::Handles;
use crate::{
    callback::CapturedCallback,
    dom_exception::permit,
    mechanism::outside,
    webidl::{global_operation, require},
};

/// A callback of `setImmediate` and its arguments.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Immediate {
    callback: CapturedCallback,
    args: Vec<JsValue>,
}

/// The data of a realm: the immediates.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct ImmediateRealm(Gc<Handles<Immediate>>);

/// Defines the functions in the current realm.
pub(super) fn install(context: &mut Context) -> JsResult<()> {
    let immediates = ImmediateRealm(Gc::new(Handles::default()));
    context.realm().host_defined_mut().insert(immediates);
    on_close_realm("immediates", close, context);
    global_operation("queueMicrotask", 1, queue_microtask, context)?;
    global_operation("setImmediate", 1, set_immediate, context)?;
    global_operation("clearImmediate", 0, clear_immediate, context)
}

/// `queueMicrotask(callback)`
///
/// <https://html.spec.whatwg.org/#dom-queuemicrotask>
fn queue_microtask(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require(args, 1, "queueMicrotask")?;
    // The steps are to queue a microtask to invoke callback with « » and "report".
    let callback = CapturedCallback::new(
        args.get_or_undefined(0),
        "queueMicrotask",
        CaptureKind::Microtask,
        context,
    )?;
    let job = PromiseJob::with_realm(
        move |context| {
            callback
                .call(&JsValue::undefined(), &[], context)
                .map(|()| JsValue::undefined())
        },
        context.realm().clone(),
    );
    outside(context, |context| context.enqueue_job(job.into()));
    Ok(JsValue::undefined())
}

/// Clears all immediates of the current realm, which is closed.
fn close(context: &mut Context) -> usize {
    immediates(context).map_or(0, |immediates| immediates.clear())
}

/// The immediates of the current realm.
fn immediates(context: &Context) -> Option<Gc<Handles<Immediate>>> {
    let realm = context.realm().host_defined();
    realm.get::<ImmediateRealm>().map(|realm| realm.0.clone())
}

/// `setImmediate(callback, ...args)`: calls the callback in a task of its own, as soon as possible.
fn set_immediate(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require(args, 1, "setImmediate")?;
    let immediate = Immediate {
        callback: CapturedCallback::new(
            args.get_or_undefined(0),
            "setImmediate",
            CaptureKind::Job,
            context,
        )?,
        args: args.get(1..).unwrap_or_default().to_vec(),
    };
    let Some(immediates) = immediates(context) else {
        return Ok(JsValue::undefined());
    };
    let permit = permit(Limit::Tasks, "setImmediate", context)?;
    let handle = immediates.next();
    immediates.insert(handle, immediate);
    let job = GenericJob::new(
        move |context| {
            // Kept until now, also if the callback was cancelled: the job was in the queue.
            drop(permit);
            if let Some(Immediate { callback, args }) = immediates.remove(handle) {
                let this: JsValue = context.global_object().into();
                callback.call(&this, &args, context)?;
            }
            Ok(JsValue::undefined())
        },
        context.realm().clone(),
    );
    outside(context, |context| context.enqueue_job(job.into()));
    Ok(handle.into())
}

/// `clearImmediate(handle)`
fn clear_immediate(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let handle = args.get_or_undefined(0).to_i32(context)?;
    if let Some((handle, immediates)) = u32::try_from(handle).ok().zip(immediates(context)) {
        drop(immediates.remove(handle));
    }
    Ok(JsValue::undefined())
}
