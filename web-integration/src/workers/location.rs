//! The location of a worker's script.

use std::path::{Path, PathBuf};

use boa_async_context::source;
use url::Url;

/// The location of a script.
#[derive(Debug, Clone)]
pub(super) enum Location {
    /// A file.
    File(PathBuf),
    /// A `data:` URL.
    Data(String),
    /// A URL from which no script can be loaded.
    Unsupported(String),
}

impl Location {
    /// Resolves a specifier: a path, a `file:` or a `data:` URL. A relative path is relative to `referrer`, the file of
    /// the script that names it, as with `import()`. Without a referrer it is relative to the current directory.
    pub(super) fn of(specifier: &str, referrer: Option<&Path>) -> Self {
        match Url::parse(specifier) {
            Ok(url) if url.scheme() == "data" => Self::Data(specifier.to_owned()),
            // `to_file_path` ignores the scheme: for it http://localhost/x is the file /x.
            Ok(url) if url.scheme() == "file" => url
                .to_file_path()
                .map_or_else(|()| Self::Unsupported(specifier.to_owned()), Self::File),
            Ok(_) => Self::Unsupported(specifier.to_owned()),
            Err(_) => {
                let directory = referrer.and_then(Path::parent);
                let path = directory.unwrap_or(Path::new("")).join(specifier);
                // Made absolute now, because the current directory may change.
                let absolute = path.canonicalize().or_else(|_| std::path::absolute(&path));
                Self::File(absolute.unwrap_or(path))
            }
        }
    }

    /// The path of the script in stack traces.
    pub(super) fn path(&self) -> PathBuf {
        match self {
            Self::File(path) => path.clone(),
            Self::Data(_) => PathBuf::from("data:"),
            Self::Unsupported(url) => PathBuf::from(url),
        }
    }

    /// The URL, for `location.href`.
    pub(super) fn href(&self) -> String {
        match self {
            Self::File(path) => {
                Url::from_file_path(path).map_or_else(|()| path.display().to_string(), Into::into)
            }
            Self::Data(url) | Self::Unsupported(url) => url.clone(),
        }
    }

    /// Loads the text of the script.
    ///
    /// # Errors
    ///
    /// A message that says why it cannot be loaded.
    pub(super) fn load(&self) -> Result<String, String> {
        match self {
            Self::File(path) => source::read(path).map_err(|error| error.to_string()),
            Self::Data(url) => decode(url).ok_or_else(|| "the data: URL is not valid".to_owned()),
            Self::Unsupported(url) => Err(format!(
                "cannot load `{url}`: a worker is loaded from a path, a file: or a data: URL"
            )),
        }
    }
}

/// *data: URL processor*: the text in a `data:` URL, which is decoded as UTF-8 whatever its type says
///
/// <https://fetch.spec.whatwg.org/#data-url-processor>
fn decode(url: &str) -> Option<String> {
    let rest = url.get(5..)?;
    let rest = rest.split_once('#').map_or(rest, |(rest, _)| rest);
    let (kind, data) = rest.split_once(',')?;
    let bytes = percent_decode(data);
    let is_base64 = kind
        .rsplit_once(';')
        .is_some_and(|(_, last)| last.trim().eq_ignore_ascii_case("base64"));
    let bytes = if is_base64 {
        base64_decode(&bytes)?
    } else {
        bytes
    };
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// *Percent-decode*
///
/// <https://url.spec.whatwg.org/#percent-decode>
fn percent_decode(text: &str) -> Vec<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut place = 0;
    while place < bytes.len() {
        let escaped = match bytes[place..] {
            [b'%', high, low, ..] => digit(high).zip(digit(low)),
            _ => None,
        };
        match escaped {
            Some((high, low)) => {
                // Two hexadecimal digits fit in a byte.
                decoded.push((high * 16 + low) as u8);
                place += 3;
            }
            None => {
                decoded.push(bytes[place]);
                place += 1;
            }
        }
    }
    decoded
}

/// *Forgiving-base64 decode*
///
/// <https://infra.spec.whatwg.org/#forgiving-base64-decode>
fn base64_decode(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut digits: Vec<u8> = bytes
        .iter()
        .copied()
        .filter(|byte| !byte.is_ascii_whitespace())
        .collect();
    if digits.len().is_multiple_of(4) {
        for _ in 0..2 {
            digits.pop_if(|last| *last == b'=');
        }
    }
    if digits.len() % 4 == 1 {
        return None;
    }
    let mut decoded = Vec::with_capacity(digits.len() * 3 / 4);
    for chunk in digits.chunks(4) {
        let mut bits = 0u32;
        for &digit in chunk {
            bits = bits << 6 | u32::from(base64_digit(digit)?);
        }
        bits <<= 6 * (4 - chunk.len());
        decoded.extend_from_slice(&bits.to_be_bytes()[1..chunk.len()]);
    }
    Some(decoded)
}

/// The value of a base64 digit.
fn base64_digit(digit: u8) -> Option<u8> {
    Some(match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
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

    #[test]
    fn paths_are_relative_to_the_file_that_names_them() {
        let of = |specifier, referrer: Option<&str>| match Location::of(
            specifier,
            referrer.map(Path::new),
        ) {
            Location::File(path) => path.display().to_string(),
            other => format!("{other:?}"),
        };
        assert_eq!(of("w.js", Some("/a/b.js")), "/a/w.js");
        assert_eq!(of("./w.js", Some("/a/b.js")), "/a/w.js");
        assert_eq!(of("/x/w.js", Some("/a/b.js")), "/x/w.js");
        assert_eq!(of("file:///x/w.js", Some("/a/b.js")), "/x/w.js");
        let here = std::env::current_dir().expect("there is one");
        assert_eq!(of("w.js", None), here.join("w.js").display().to_string());
        assert_eq!(
            of("w.js", Some("<eval>")),
            here.join("w.js").display().to_string()
        );
        assert!(of("http://x/w.js", None).starts_with("Unsupported"));
        assert!(of("http://localhost/w.js", None).starts_with("Unsupported"));
    }
}
