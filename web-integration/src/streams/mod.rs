//! Streams.
//!
//! <https://streams.spec.whatwg.org>

mod convert;
mod handle;
pub(crate) mod native;
mod pipe;
pub(crate) mod promise;
mod queue;
pub(crate) mod readable;
mod strategy;
pub(crate) mod transform;
pub(crate) mod writable;

use boa_engine::{Context, JsResult};

use crate::{WebApis, propagation::Propagation, webidl::expose};

pub(crate) const PROPAGATION: &[Propagation] = &[];

/// Makes the intrinsics of the current realm, and defines those that were chosen.
pub(crate) fn install(apis: &WebApis, context: &mut Context) -> JsResult<()> {
    strategy::install(context);
    readable::install(context)?;
    writable::install(context);
    transform::install(context);
    if apis.streams {
        expose::<readable::interface::ReadableStream>(context)?;
        expose::<readable::reader::ReadableStreamDefaultReader>(context)?;
        expose::<readable::controller::ReadableStreamDefaultController>(context)?;
        expose::<writable::interface::WritableStream>(context)?;
        expose::<writable::writer::WritableStreamDefaultWriter>(context)?;
        expose::<writable::controller::WritableStreamDefaultController>(context)?;
        expose::<transform::interface::TransformStream>(context)?;
        expose::<transform::controller::TransformStreamDefaultController>(context)?;
        expose::<strategy::CountQueuingStrategy>(context)?;
        expose::<strategy::ByteLengthQueuingStrategy>(context)?;
    }
    Ok(())
}
