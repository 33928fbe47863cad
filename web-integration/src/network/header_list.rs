//! *Header lists*, names and values.
//!
//! <https://fetch.spec.whatwg.org/#concept-header-list>

use data_url::mime::Mime;

/// The name of the header whose values are never combined.
const SET_COOKIE: &str = "set-cookie";

/// A *header list*: names as they were given, and values. Each character of a value is a byte.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct HeaderList(Vec<(String, String)>);

impl HeaderList {
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// *Contains*.
    ///
    /// <https://fetch.spec.whatwg.org/#header-list-contains>
    pub(crate) fn contains(&self, name: &str) -> bool {
        self.0
            .iter()
            .any(|(known, _)| known.eq_ignore_ascii_case(name))
    }

    /// *Get*: the combined values; `None` if the list does not contain the name.
    ///
    /// <https://fetch.spec.whatwg.org/#concept-header-list-get>
    pub(crate) fn get(&self, name: &str) -> Option<String> {
        let values: Vec<&str> = self.values(name).collect();
        (!values.is_empty()).then(|| values.join(", "))
    }

    /// The values of a name, one by one.
    pub(crate) fn values(&self, name: &str) -> impl Iterator<Item = &str> {
        self.iter()
            .filter(move |(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// *Append*.
    ///
    /// <https://fetch.spec.whatwg.org/#concept-header-list-append>
    pub(crate) fn append(&mut self, name: &str, value: impl Into<String>) {
        // 1. If list contains name, then set name to the first such header's name.
        let known = self
            .0
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name));
        let name = known.map_or_else(|| name.to_owned(), |(known, _)| known.clone());
        self.0.push((name, value.into()));
    }

    /// *Set*.
    ///
    /// <https://fetch.spec.whatwg.org/#concept-header-list-set>
    pub(crate) fn set(&mut self, name: &str, value: impl Into<String>) {
        let value = value.into();
        let first = self
            .0
            .iter()
            .position(|(known, _)| known.eq_ignore_ascii_case(name));
        match first {
            // 1. If list contains name, then set the value of the first such header to value and
            //    remove the others.
            Some(first) => {
                self.0[first].1 = value;
                let mut index = 0;
                self.0.retain(|(known, _)| {
                    index += 1;
                    index - 1 == first || !known.eq_ignore_ascii_case(name)
                });
            }
            // 2. Otherwise, append header (name, value) to list.
            None => self.0.push((name.to_owned(), value)),
        }
    }

    /// *Combine*, for `setRequestHeader`.
    ///
    /// <https://fetch.spec.whatwg.org/#concept-header-list-combine>
    pub(crate) fn combine(&mut self, name: &str, value: &str) {
        let known = self
            .0
            .iter_mut()
            .find(|(known, _)| known.eq_ignore_ascii_case(name));
        match known {
            Some((_, known)) => {
                known.push_str(", ");
                known.push_str(value);
            }
            None => self.append(name, value),
        }
    }

    /// *Delete*.
    ///
    /// <https://fetch.spec.whatwg.org/#concept-header-list-delete>
    pub(crate) fn delete(&mut self, name: &str) {
        self.0
            .retain(|(known, _)| !known.eq_ignore_ascii_case(name));
    }

    /// *Sort and combine*. The names are in lower case.
    ///
    /// <https://fetch.spec.whatwg.org/#concept-header-list-sort-and-combine>
    pub(crate) fn sort_and_combine(&self) -> Vec<(String, String)> {
        let mut sorted: Vec<(String, &str)> = self
            .iter()
            .map(|(name, value)| (name.to_ascii_lowercase(), value))
            .collect();
        // The sort is stable, so the values of a name stay in order.
        sorted.sort_by(|(a, _), (b, _)| a.cmp(b));
        let mut headers: Vec<(String, String)> = Vec::with_capacity(sorted.len());
        for (name, value) in sorted {
            match headers.last_mut() {
                Some((known, combined)) if *known == name && name != SET_COOKIE => {
                    combined.push_str(", ");
                    combined.push_str(value);
                }
                _ => headers.push((name, value.to_owned())),
            }
        }
        headers
    }

    /// *Extract a length*; `None` if there is no length, an invalid one, or several that differ.
    ///
    /// <https://fetch.spec.whatwg.org/#header-list-extract-a-length>
    pub(crate) fn length(&self) -> Option<u64> {
        let value = self.get("content-length")?;
        let mut candidates = value.split(',').map(str::trim);
        let first = candidates.next()?;
        let all_same = candidates.all(|other| other == first);
        let is_number = !first.is_empty() && first.bytes().all(|byte| byte.is_ascii_digit());
        (all_same && is_number).then(|| first.parse().ok())?
    }

    /// *Extract a MIME type*.
    ///
    /// <https://fetch.spec.whatwg.org/#concept-header-extract-mime-type>
    pub(crate) fn mime_type(&self) -> Option<Mime> {
        // 1. Let charset be null. 2. Let essence be null. 3. Let mimeType be null.
        let mut charset: Option<String> = None;
        let mut mime_type: Option<Mime> = None;
        // 4. Let values be the result of getting, decoding, and splitting `Content-Type` from headers.
        // 6. For each value of values:
        for value in split(&self.get("content-type")?) {
            // 1. Let temporaryMimeType be the result of parsing value.
            // 2. If it is failure or its essence is "*/*", then continue.
            let Ok(mut parsed) = value.parse::<Mime>() else {
                continue;
            };
            if parsed.matches("*", "*") {
                continue;
            }
            let same = mime_type
                .as_ref()
                .is_some_and(|known| known.matches(&parsed.type_, &parsed.subtype));
            let own = parsed.get_parameter("charset").map(str::to_owned);
            if !same {
                // 4. If mimeType's essence is not essence, then: set charset to that of mimeType, or
                //    to null.
                charset = own;
            } else if own.is_none()
                && let Some(charset) = &charset
            {
                // 5. Otherwise, if mimeType's parameters["charset"] does not exist, and charset is
                //    non-null, set mimeType's parameters["charset"] to charset.
                parsed.parameters.push(("charset".into(), charset.clone()));
            }
            mime_type = Some(parsed);
        }
        mime_type
    }
}

/// *Get, decode, and split* a header value, at the commas outside quoted strings.
///
/// <https://fetch.spec.whatwg.org/#header-value-get-decode-and-split>
fn split(value: &str) -> Vec<&str> {
    let mut values = Vec::new();
    let (mut begin, mut quoted, mut escaped) = (0, false, false);
    for (at, character) in value.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            ',' if !quoted => {
                values.push(value[begin..at].trim_matches([' ', '\t']));
                begin = at + 1;
            }
            _ => {}
        }
    }
    values.push(value[begin..].trim_matches([' ', '\t']));
    values
}

/// *Normalize* a value: removes the whitespace around it.
///
/// <https://fetch.spec.whatwg.org/#concept-header-value-normalize>
pub(crate) fn normalize(value: &str) -> &str {
    value.trim_matches(['\t', '\n', '\r', ' '])
}

/// Whether a normalized text is a *header value*.
///
/// <https://fetch.spec.whatwg.org/#header-value>
pub(crate) fn is_value(value: &str) -> bool {
    !value.contains(['\0', '\n', '\r'])
}

/// Whether a text is a *header name* or a *method*: a token.
///
/// <https://fetch.spec.whatwg.org/#header-name>
pub(crate) fn is_token(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

/// *Isomorphic encode*: the bytes of a text whose characters are bytes.
///
/// <https://infra.spec.whatwg.org/#isomorphic-encode>
pub(crate) fn isomorphic_encode(text: &str) -> Vec<u8> {
    // Texts with other characters were refused when they were converted.
    text.chars().map(|character| character as u8).collect()
}

/// *Isomorphic decode*: the text whose characters are the bytes.
///
/// <https://infra.spec.whatwg.org/#isomorphic-decode>
pub(crate) fn isomorphic_decode(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::HeaderList;

    fn list(headers: &[(&str, &str)]) -> HeaderList {
        let mut list = HeaderList::default();
        for (name, value) in headers {
            list.append(name, *value);
        }
        list
    }

    fn mime(values: &[&str]) -> Option<String> {
        let headers: Vec<_> = values
            .iter()
            .map(|value| ("Content-Type", *value))
            .collect();
        list(&headers).mime_type().map(|mime| mime.to_string())
    }

    #[test]
    fn the_mime_type_is_the_last_one_that_can_be_parsed() {
        assert_eq!(mime(&[]), None);
        assert_eq!(mime(&["nonsense"]), None);
        assert_eq!(mime(&["text/a", "text/b"]).as_deref(), Some("text/b"));
        assert_eq!(mime(&["text/a", "*/*"]).as_deref(), Some("text/a"));
        assert_eq!(mime(&["text/a", "nonsense"]).as_deref(), Some("text/a"));
    }

    #[test]
    fn the_charset_is_inherited_by_the_same_essence_only() {
        let both = mime(&["text/a;charset=x", "text/a"]);
        assert_eq!(both.as_deref(), Some("text/a;charset=x"));
        let other = mime(&["text/a;charset=x", "text/b"]);
        assert_eq!(other.as_deref(), Some("text/b"));
        let twice = mime(&["text/a;charset=x", "text/b", "text/b"]);
        assert_eq!(twice.as_deref(), Some("text/b"));
        let back = mime(&["text/a;charset=x", "text/b", "text/a"]);
        assert_eq!(back.as_deref(), Some("text/a"));
    }

    #[test]
    fn a_comma_in_quotes_does_not_split() {
        let quoted = mime(&["text/a;p=\",text/b\""]);
        assert_eq!(quoted.as_deref(), Some("text/a;p=\",text/b\""));
    }

    #[test]
    fn lengths_that_differ_are_none() {
        let length = |values: &[&str]| {
            let headers: Vec<_> = values
                .iter()
                .map(|value| ("content-length", *value))
                .collect();
            list(&headers).length()
        };
        assert_eq!(length(&["4"]), Some(4));
        assert_eq!(length(&["4", "4"]), Some(4));
        assert_eq!(length(&["4", "5"]), None);
        assert_eq!(length(&["+4"]), None);
        assert_eq!(length(&[]), None);
    }
}
