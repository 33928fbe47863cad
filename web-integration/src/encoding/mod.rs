//! `TextDecoder`, `TextEncoder`, their streams, `atob` and `btoa`.
//!
//! <https://encoding.spec.whatwg.org/#api>

mod base64;
mod decoder;
mod decoding;
mod encoder;
mod streams;

use boa_engine::{Context, JsResult};

use crate::{
    apis::WebApis,
    webidl::{expose, global_operation},
};

/// Creates the intrinsics of the current realm, and defines the chosen APIs.
pub(crate) fn install(apis: &WebApis, context: &mut Context) -> JsResult<()> {
    decoder::install(context);
    encoder::install(context);
    streams::install(context);
    if apis.encoding {
        expose::<decoder::TextDecoder>(context)?;
        expose::<encoder::TextEncoder>(context)?;
        expose::<streams::TextDecoderStream>(context)?;
        expose::<streams::TextEncoderStream>(context)?;
        global_operation("atob", 1, base64::atob, context)?;
        global_operation("btoa", 1, base64::btoa, context)?;
    }
    Ok(())
}
