//! `CompressionStream` and `DecompressionStream`.
//!
//! <https://compression.spec.whatwg.org>

mod codec;
mod streams;

use boa_engine::{Context, JsResult};

use crate::{apis::WebApis, webidl::expose};

/// Creates the intrinsics of the current realm, and defines the interfaces if they were chosen.
pub(crate) fn install(apis: &WebApis, context: &mut Context) -> JsResult<()> {
    streams::install(context);
    if apis.compression {
        expose::<streams::CompressionStream>(context)?;
        expose::<streams::DecompressionStream>(context)?;
    }
    Ok(())
}
