//! The base of relative URLs.

use boa_engine::{Context, JsData, JsResult};
use boa_gc::{Finalize, Trace};
use url::Url;

use crate::{url::serialized_origin, webidl::type_error};

/// The URL that relative URLs of a realm are resolved against.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct BaseUrl(#[unsafe_ignore_trace] Url);

/// Sets the base URL of the current realm.
///
/// # Errors
///
/// A `TypeError` if the text is not an absolute URL.
pub(super) fn install(base: &str, context: &Context) -> JsResult<()> {
    let base = Url::parse(base)
        .map_err(|error| type_error(format!("the base URL {base:?} is not valid: {error}")))?;
    context.realm().host_defined_mut().insert(BaseUrl(base));
    Ok(())
}

/// The serialization of the origin of the current realm: that of its base URL. Without one, the origin is opaque.
///
/// <https://html.spec.whatwg.org/#concept-settings-object-origin>
pub(super) fn origin(context: &Context) -> String {
    let host_defined = context.realm().host_defined();
    let base = host_defined.get::<BaseUrl>();
    base.map_or_else(|| "null".to_owned(), |base| serialized_origin(&base.0))
}

/// Parses a URL of the program, relative to the base URL of the current realm if it has one.
///
/// # Errors
///
/// A `TypeError` if the text is not a URL.
pub(super) fn parse_url(url: &str, context: &Context) -> JsResult<Url> {
    let host_defined = context.realm().host_defined();
    let base = host_defined.get::<BaseUrl>().map(|base| &base.0);
    Url::options()
        .base_url(base)
        .parse(url)
        .map_err(|error| type_error(format!("the URL {url:?} is not valid: {error}")))
}
