//! `URL` and `URLSearchParams`.
//!
//! <https://url.spec.whatwg.org/#api>

mod interface;
mod origin;
mod search_params;
mod state;

use boa_engine::{Context, JsResult};

pub(crate) use interface::URL;
pub(crate) use origin::serialized_origin;
pub(crate) use search_params::as_search_params;

use crate::{apis::WebApis, webidl::expose};

/// Creates the intrinsics of the current realm, and defines the interfaces if they were chosen.
pub(crate) fn install(apis: &WebApis, context: &mut Context) -> JsResult<()> {
    search_params::install(context);
    interface::install(context);
    if apis.url {
        expose::<search_params::URLSearchParams>(context)?;
        expose::<interface::URL>(context)?;
    }
    Ok(())
}
