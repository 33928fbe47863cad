//! Transform streams.

pub(crate) mod controller;
pub(crate) mod interface;
mod script_transformer;
pub(crate) mod stream;
pub(crate) mod transformer;

use boa_engine::{Context, JsResult};

use self::{controller::TransformController, stream::Transform, transformer::Transformer};
use super::{
    promise::Deferred, readable::stream::Readable, strategy::SizedBy, writable::stream::Writable,
};

/// *Set up* a transform stream of the platform, with the high water marks of the standard. Returns its sides.
///
/// <https://streams.spec.whatwg.org/#transformstream-set-up>
pub(super) fn create(
    transformer: Box<dyn Transformer>,
    context: &mut Context,
) -> JsResult<(Readable, Writable)> {
    // 1. Let writableHighWaterMark be 1. 3. Let readableHighWaterMark be 0.
    let (writable, readable) = (SizedBy::count(1.0), SizedBy::count(0.0));
    // 5. Let startPromise be a promise resolved with undefined.
    let started = Deferred::new(context);
    // 9. Perform ! InitializeTransformStream(stream, startPromise, ...).
    let stream = Transform::new(&started.promise(), writable, readable, context)?;
    // 10-11. Set up the controller.
    TransformController::set_up(&stream, transformer);
    started.fulfill(context)?;
    Ok((stream.readable()?, stream.writable()?))
}

/// Creates the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) {
    controller::install(context);
    interface::install(context);
}
