//! A server for tests that the user has started.

use std::path::Path;

use url::Url;

use crate::{client, error::Error, root};

/// A server for web-platform-tests that runs elsewhere, such as `./wpt serve` of a checkout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WptServer {
    /// The URL of the root of the tests.
    root: Url,
}

impl WptServer {
    /// Finds out whether the server answers: it must have `/resources/testharness.js`. Blocks the thread for one request.
    ///
    /// # Errors
    ///
    /// [`Error::ServerUrl`] for a text that is no `http:` URL without a query, [`Error::Server`] if the server cannot be reached
    /// or does not have the file.
    pub fn reach(url: &str) -> Result<Self, Error> {
        let wrong = |why: &str| Error::ServerUrl {
            url: url.to_owned(),
            why: why.to_owned(),
        };
        let mut root = Url::parse(url).map_err(|error| wrong(&error.to_string()))?;
        if root.scheme() != "http" {
            return Err(wrong("it does not begin with http://"));
        }
        if root.query().is_some() || root.fragment().is_some() {
            return Err(wrong("it has a query or a fragment"));
        }
        if root.path() != "/" {
            return Err(wrong("it has a path"));
        }
        root.set_path("/resources/testharness.js");
        let failed = |why: String| Error::Server {
            url: url.to_owned(),
            why,
        };
        let answer = client::get(&root).map_err(failed)?;
        if !(200..300).contains(&answer.status) {
            return Err(failed(format!(
                "it answers {} for /resources/testharness.js",
                answer.status
            )));
        }
        root.set_path("/");
        Ok(Self { root })
    }

    /// The URL of a file of a checkout.
    ///
    /// # Errors
    ///
    /// A message if the file is in no checkout.
    pub(crate) fn url_of(&self, file: &Path) -> Result<Url, String> {
        let unknown = || {
            "its URL on the server is not known: no directory above it has resources/testharness.js, as the root of a checkout has"
                .to_owned()
        };
        let root = root::marked(file).ok_or_else(unknown)?;
        root::url_of(file, &root, &self.root).ok_or_else(unknown)
    }
}
