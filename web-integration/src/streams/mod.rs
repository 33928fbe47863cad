//! Streams.
//!
//! <https://streams.spec.whatwg.org>

mod convert;
mod handle;
pub(crate) mod native;
pub(crate) mod promise;
mod queue;
pub(crate) mod readable;
mod strategy;

use boa_engine::{Context, JsResult};

use crate::{WebApis, propagation::Propagation, webidl::expose};

pub(crate) const PROPAGATION: &[Propagation] = &[];

/// Makes the intrinsics of the current realm, and defines those that were chosen.
pub(crate) fn install(apis: &WebApis, context: &mut Context) -> JsResult<()> {
    strategy::install(context);
    readable::install(context)?;
    if apis.streams {
        expose::<readable::interface::ReadableStream>(context)?;
        expose::<readable::reader::ReadableStreamDefaultReader>(context)?;
        expose::<readable::controller::ReadableStreamDefaultController>(context)?;
        expose::<strategy::CountQueuingStrategy>(context)?;
        expose::<strategy::ByteLengthQueuingStrategy>(context)?;
    }
    Ok(())
}
