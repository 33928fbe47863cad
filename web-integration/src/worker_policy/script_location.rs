//! The location of a worker's script.

use std::path::{Path, PathBuf};

use boa_async_context::source::without_dots;
use boa_engine::Context;
use url::{ParseError, Url};

use super::data_url::decode;

/// In the data of a context: finds the script that a `blob:` URL of the current realm names, as a `data:` URL. The network
/// module, which has the blobs, passes it in.
#[derive(Clone, Copy)]
pub(crate) struct BlobScripts(pub(crate) fn(&str, &Context) -> Option<String>);

/// The location of a script that a worker is to run: its own, or one that it imports with `importScripts`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ScriptLocation {
    /// A file, by its absolute path, through links where the file exists.
    File(PathBuf),
    /// A `data:` URL, as the program wrote it.
    Data(String),
    /// Any other URL. Only [`WorkerRuntime::scripts`](crate::WorkerRuntime::scripts) can load it.
    Other(String),
}

impl ScriptLocation {
    /// Resolves a specifier: `None` if it is written as a URL and is not a valid one.
    ///
    /// <https://html.spec.whatwg.org/#encoding-parsing-a-url>
    pub(crate) fn parse(specifier: &str, referrer: Option<&Path>) -> Option<Self> {
        match Url::parse(specifier) {
            Ok(_) | Err(ParseError::RelativeUrlWithoutBase) => Some(Self::of(specifier, referrer)),
            Err(_) => None,
        }
    }

    /// Resolves a specifier: a path, a `file:` URL, a `data:` URL or another URL. What is relative is relative to `referrer`,
    /// the script that names it, as with `import()`. Without a referrer it is relative to the current directory.
    pub(crate) fn of(specifier: &str, referrer: Option<&Path>) -> Self {
        let base = referrer.and_then(|referrer| {
            // In a file, too, what is relative is a URL.
            base_url(referrer).or_else(|| Url::from_file_path(referrer).ok())
        });
        match (Url::parse(specifier), base) {
            (Ok(url), _) => Self::of_url(url, specifier),
            (Err(_), Some(base)) => match base.join(specifier) {
                Ok(url) => Self::of_url(url.clone(), url.as_str()),
                Err(_) => Self::Other(specifier.to_owned()),
            },
            (Err(_), None) => {
                let directory = referrer.and_then(Path::parent);
                let path = directory.unwrap_or(Path::new("")).join(specifier);
                // Made absolute now, because the current directory may change.
                let absolute = path.canonicalize().or_else(|_| std::path::absolute(&path));
                Self::File(absolute.unwrap_or(path))
            }
        }
    }

    /// The location that a URL names, which was written as `text`.
    fn of_url(url: Url, text: &str) -> Self {
        match url.scheme() {
            "data" => Self::Data(text.to_owned()),
            // `to_file_path` ignores the scheme: for it http://localhost/x is the file /x.
            "file" => url.to_file_path().map_or_else(
                |()| Self::Other(text.to_owned()),
                |path| {
                    // An escaped separator may have brought dots.
                    let path = without_dots(&path);
                    Self::File(path.canonicalize().unwrap_or(path))
                },
            ),
            _ => Self::Other(text.to_owned()),
        }
    }

    /// The text in a `data:` URL, decoded as UTF-8 whatever its type says, for a
    /// [loader of the host](crate::WorkerRuntime::scripts). `None` for other locations, and for a URL that is not valid.
    #[must_use]
    pub fn data(&self) -> Option<String> {
        match self {
            Self::Data(url) => decode(url),
            Self::File(_) | Self::Other(_) => None,
        }
    }

    /// The path of the script in stack traces.
    pub(crate) fn path(&self) -> PathBuf {
        match self {
            Self::File(path) => path.clone(),
            Self::Data(_) => PathBuf::from("data:"),
            Self::Other(url) => PathBuf::from(url),
        }
    }

    /// The URL: that of `location.href` in the worker. A file has a `file:` URL.
    #[must_use]
    pub fn href(&self) -> String {
        match self {
            Self::File(path) => {
                Url::from_file_path(path).map_or_else(|()| path.display().to_string(), Into::into)
            }
            Self::Data(url) | Self::Other(url) => url.clone(),
        }
    }
}

/// The URL that a referrer is, unless it is a path or cannot be a base.
fn base_url(referrer: &Path) -> Option<Url> {
    let url = Url::parse(referrer.to_str()?).ok()?;
    // A Windows path with a drive letter is not a URL.
    (url.scheme().len() > 1 && !url.cannot_be_a_base()).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_to_the_file_that_names_them() {
        let of = |specifier, referrer: Option<&str>| match ScriptLocation::of(
            specifier,
            referrer.map(Path::new),
        ) {
            ScriptLocation::File(path) => path.display().to_string(),
            other => format!("{other:?}"),
        };
        assert_eq!(of("w.js", Some("/a/b.js")), "/a/w.js");
        assert_eq!(of("./w.js", Some("/a/b.js")), "/a/w.js");
        assert_eq!(of("/x/w.js", Some("/a/b.js")), "/x/w.js");
        assert_eq!(of("file:///x/w.js", Some("/a/b.js")), "/x/w.js");
        // It is a URL, which has escapes and a query, and whose dots are taken out without a look at what there is.
        assert_eq!(of("./w%20x.js?q#f", Some("/a/b.js")), "/a/w x.js");
        assert_eq!(of("../none/../w.js", Some("/a/b.js")), "/w.js");
        assert_eq!(of("../usr%2f..%2fw.js", Some("/a/b.js")), "/w.js");
        assert_eq!(of("w.js", Some("/a b#c/b.js")), "/a b#c/w.js");
        let here = std::env::current_dir().expect("there is one");
        assert_eq!(of("w.js", None), here.join("w.js").display().to_string());
        assert_eq!(
            of("w.js", Some("<eval>")),
            here.join("w.js").display().to_string()
        );
        assert!(of("http://x/w.js", None).starts_with("Other"));
        assert_eq!(of("w.js", Some("app:/a/b.js")), "Other(\"app:/a/w.js\")");
        assert!(of("http://localhost/w.js", None).starts_with("Other"));
    }
}
