//! The root of the tests that a file belongs to.

use std::path::{Path, PathBuf};

use url::Url;

use crate::{meta::Meta, site::is_built_in};

/// Files of which one is in the root of a checkout of the web-platform-tests, or of a part of one.
const MARKS: [&str; 3] = [
    "resources/testharness.js",
    "resources/testharnessreport.js",
    "resources/idlharness.js",
];

/// Paths that the server of the web-platform-tests serves, and where the files are in a checkout.
const ALIASES: [(&str, &str); 1] = [(
    "/resources/WebIDLParser.js",
    "/resources/webidl2/lib/webidl2.js",
)];

/// The root of the checkout that a file is in.
pub(crate) fn marked(file: &Path) -> Option<PathBuf> {
    let file = std::path::absolute(file).ok()?;
    let mut above = file.ancestors().skip(1);
    let is_root = |root: &&Path| MARKS.iter().any(|mark| root.join(mark).is_file());
    above.find(is_root).map(Path::to_owned)
}

/// The root of the checkout that a file is in, or else the lowest directory that has all scripts that the file names, or else
/// the directory of the file.
pub(crate) fn of(file: &Path, meta: &Meta) -> PathBuf {
    if let Some(root) = marked(file) {
        return root;
    }
    let absolute = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    let directory = absolute.parent().unwrap_or(Path::new("/"));
    let scripts = meta.scripts.iter().map(String::as_str);
    let scripts: Vec<_> = scripts.filter(|name| !is_built_in(name)).collect();
    // Never the root of the file system, all of which would be served.
    let mut above = directory.ancestors().filter(|root| root.parent().is_some());
    let has_all = |root: &&Path| scripts.iter().all(|name| has(root, directory, name));
    above.find(has_all).unwrap_or(directory).to_owned()
}

/// Whether a script that a file in `directory` names is below `root`.
fn has(root: &Path, directory: &Path, name: &str) -> bool {
    if let Some(path) = name.strip_prefix('/') {
        return in_root(root, path).is_file();
    }
    let canonical = directory.join(name).canonicalize();
    // A script that is not there is in no root, and in every one as well.
    match (canonical, root.canonicalize()) {
        (Ok(script), Ok(root)) => script.starts_with(root),
        _ => true,
    }
}

/// The file with this path, or the one that the server of the web-platform-tests serves for it.
pub(crate) fn in_root(root: &Path, path: &str) -> PathBuf {
    let file = root.join(path);
    let alias = ALIASES.iter().find(|(alias, _)| alias[1..] == *path);
    match alias {
        Some((_, real)) if !file.is_file() => root.join(&real[1..]),
        _ => file,
    }
}

/// The file that `META: script=` names. A relative path starts at the test file; a path from the root of the
/// tests is searched for in every directory above the test file.
pub(crate) fn script(file: &Path, name: &str) -> PathBuf {
    let directory = file.parent().unwrap_or(Path::new(""));
    let Some(from_root) = name.strip_prefix('/') else {
        return directory.join(name);
    };
    let absolute = std::path::absolute(directory).unwrap_or_else(|_| directory.to_owned());
    absolute
        .ancestors()
        .map(|root| in_root(root, from_root))
        .find(|path| path.is_file())
        // The error message then names one of the places that were searched.
        .unwrap_or_else(|| directory.join(from_root))
}

/// The URL of a file below a root that has the URL `base`; `None` for other files.
pub(crate) fn url_of(file: &Path, root: &Path, base: &Url) -> Option<Url> {
    let file = std::path::absolute(file).ok()?;
    let path = file.strip_prefix(root).ok()?;
    let mut url = base.clone();
    url.path_segments_mut()
        .ok()?
        .pop_if_empty()
        .extend(path.iter().map(|part| part.to_string_lossy()));
    Some(url)
}
