//! The origin of a URL.

use url::Url;

/// The serialization of the origin of a URL. `null` is that of an opaque origin.
///
/// It differs from `Url::origin` for `blob:` URLs, where the crate takes URLs of all schemes in the path. The *blob URL entry* of
/// a URL is not asked: `URL.createObjectURL` writes the origin of its realm into the path.
///
/// <https://url.spec.whatwg.org/#concept-url-origin>
pub(crate) fn serialized_origin(url: &Url) -> String {
    if url.scheme() != "blob" {
        return url.origin().ascii_serialization();
    }
    // 2. Let pathURL be the result of parsing the result of URL path serializing url. 4. If pathURL's scheme is "http",
    // "https", or "file", then return pathURL's origin. 3, 5. Return a new opaque origin.
    match Url::parse(url.path()) {
        Ok(path) if matches!(path.scheme(), "http" | "https" | "file") => {
            path.origin().ascii_serialization()
        }
        _ => "null".to_owned(),
    }
}
