//! Finding an installed Chromium.

use std::{
    env,
    ffi::OsStr,
    path::{Path, PathBuf},
};

/// Its names on the search path.
const NAMES: [&str; 5] = [
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "chrome",
];

/// Other usual places.
const PATHS: [&str; 5] = [
    "/usr/bin/chromium",
    "/usr/lib/chromium/chromium",
    "/snap/bin/chromium",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/// The path of the Chromium to use: the value of the environment variable `CHROMIUM`, even if there is no such
/// file; otherwise the first on the search path, or one in a usual place. `None` if the variable is set but
/// empty, or if none is found.
#[must_use]
pub fn find_chromium() -> Option<PathBuf> {
    find(
        env::var_os("CHROMIUM").as_deref(),
        env::var_os("PATH").as_deref(),
        |path| path.is_file(),
    )
}

fn find(
    told: Option<&OsStr>,
    search_path: Option<&OsStr>,
    is_file: impl Fn(&Path) -> bool,
) -> Option<PathBuf> {
    if let Some(told) = told {
        return (!told.is_empty()).then(|| told.into());
    }
    let directories: Vec<_> = search_path
        .map(|path| env::split_paths(path).collect())
        .unwrap_or_default();
    let named = NAMES.iter().flat_map(|name| {
        directories
            .iter()
            .map(move |directory| directory.join(name))
    });
    named
        .chain(PATHS.map(PathBuf::from))
        .find(|path| is_file(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_variable_wins_even_if_nothing_is_there() {
        let found = find(Some("/no/such".as_ref()), Some("/usr/bin".as_ref()), |_| {
            true
        });
        assert_eq!(found, Some("/no/such".into()));
    }

    #[test]
    fn an_empty_variable_means_none() {
        assert_eq!(
            find(Some("".as_ref()), Some("/usr/bin".as_ref()), |_| true),
            None
        );
    }

    #[test]
    fn the_search_path_comes_before_the_usual_places() {
        let there = ["/b/google-chrome", "/usr/bin/chromium"].map(Path::new);
        let found = find(None, Some("/a:/b".as_ref()), |path| there.contains(&path));
        assert_eq!(found, Some("/b/google-chrome".into()));
        let found = find(None, None, |path| there.contains(&path));
        assert_eq!(found, Some("/usr/bin/chromium".into()));
    }

    #[test]
    fn nothing_is_found_where_nothing_is() {
        assert_eq!(find(None, Some("/a".as_ref()), |_| false), None);
    }
}
