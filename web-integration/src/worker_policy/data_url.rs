//! Scripts in `data:` URLs.

use data_url::DataUrl;

/// *data: URL processor*: the text in a `data:` URL, which is decoded as UTF-8 whatever its type says
///
/// <https://fetch.spec.whatwg.org/#data-url-processor>
pub(super) fn decode(url: &str) -> Option<String> {
    let (bytes, _) = DataUrl::process(url).ok()?.decode_to_vec().ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_urls_are_decoded() {
        assert_eq!(decode("data:,a%20b%zz%4").as_deref(), Some("a b%zz%4"));
        assert_eq!(decode("data:text/javascript,a#b").as_deref(), Some("a"));
        assert_eq!(
            decode("data:text/javascript;charset=utf-8,%C3%A4").as_deref(),
            Some("ä")
        );
        assert_eq!(decode("data:;base64,YQ==").as_deref(), Some("a"));
        assert_eq!(decode("data:;BASE64 ,YW I").as_deref(), Some("ab"));
        assert_eq!(decode("data:;base64,YWJj").as_deref(), Some("abc"));
        assert_eq!(decode("data:;base64,").as_deref(), Some(""));
        assert_eq!(decode("data:;base64,Y"), None);
        assert_eq!(decode("data:;base64,Y*=="), None);
        assert_eq!(decode("data:none"), None);
    }
}
