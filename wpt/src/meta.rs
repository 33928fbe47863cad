//! The `META` comments at the top of a test file.
//!
//! <https://web-platform-tests.org/writing-tests/testharness.html>

/// The metadata of a test file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Meta {
    /// `title`: the name of tests that the file does not name.
    pub(crate) title: Option<String>,
    /// `script`: the scripts to run before the file, as they are written.
    pub(crate) scripts: Vec<String>,
    /// `timeout=long`: whether the file may take longer than others.
    pub(crate) long: bool,
    /// `variant`: the queries to run the file with. If there are none, it runs once without a query.
    pub(crate) variants: Vec<String>,
    /// `global`: the globals that the file is for.
    globals: Option<String>,
}

/// The globals whose tests run here. The runner is neither a window nor a worker, but most files for those
/// need only what both have.
const OURS: &[&str] = &[
    "default",
    "window",
    "window-module",
    "worker",
    "dedicatedworker",
    "dedicatedworker-module",
    "jsshell",
];

/// The other names that `META: global=` may have.
const OTHERS: &[&str] = &[
    "sharedworker",
    "sharedworker-module",
    "serviceworker",
    "serviceworker-module",
    "shadowrealm",
    "shadowrealm-in-window",
    "shadowrealm-in-shadowrealm",
    "shadowrealm-in-dedicatedworker",
    "shadowrealm-in-sharedworker",
    "shadowrealm-in-serviceworker",
    "shadowrealm-in-audioworklet",
];

/// Whether the runner runs a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Scope {
    /// It runs.
    Ours,
    /// It is for other globals only: those that `META: global=` names.
    Elsewhere(String),
    /// `META: global=` has a name that is unknown.
    Unknown(String),
}

impl Meta {
    /// Reads the comments at the top of a file, up to the first line of another kind.
    pub(crate) fn parse(text: &str) -> Self {
        let mut meta = Self::default();
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        for line in text.lines() {
            let Some((key, value)) = entry(line) else {
                break;
            };
            match key {
                "title" => meta.title = Some(value.to_owned()),
                "script" => meta.scripts.push(value.to_owned()),
                "timeout" => meta.long = value == "long",
                "variant" => meta.variants.push(value.to_owned()),
                "global" => meta.globals = Some(value.to_owned()),
                // `spec`, `quic`, `init_script` and others have no effect here.
                _ => {}
            }
        }
        meta
    }

    /// Whether the file runs here: if it names no globals, or one of ours.
    pub(crate) fn scope(&self) -> Scope {
        let Some(globals) = &self.globals else {
            return Scope::Ours;
        };
        let mut ours = false;
        for name in globals.split(',').map(str::trim) {
            // `!` removes a global; the names beside it can still add one of ours: `!default,worker`.
            let (name, is_taken) = match name.strip_prefix('!') {
                Some(name) => (name, true),
                None => (name, false),
            };
            if OURS.contains(&name) {
                ours |= !is_taken;
            } else if !OTHERS.contains(&name) {
                return Scope::Unknown(name.to_owned());
            }
        }
        if ours {
            Scope::Ours
        } else {
            Scope::Elsewhere(globals.clone())
        }
    }
}

/// The key and the value of a line `// META: key=value`.
fn entry(line: &str) -> Option<(&str, &str)> {
    let text = line.trim_start().strip_prefix("//")?.trim_start();
    let (key, value) = text.strip_prefix("META:")?.split_once('=')?;
    Some((key.trim(), value.trim()))
}

#[cfg(test)]
mod tests {
    use super::{Meta, Scope};

    #[test]
    fn the_comments_at_the_top_are_read_and_no_others() {
        let meta = Meta::parse(
            "// META: title=A title\n// META: script=/common/gc.js\n//META:script=../a.js\n\
             // META: timeout=long\n// META: variant=?1-2\n// META: variant=?3-last\n\
             \n// META: script=late.js\n",
        );
        assert_eq!(meta.title.as_deref(), Some("A title"));
        assert_eq!(meta.scripts, ["/common/gc.js", "../a.js"]);
        assert_eq!(meta.variants, ["?1-2", "?3-last"]);
        assert!(meta.long);
        assert_eq!(
            Meta::parse("test(() => {});\n// META: timeout=long"),
            Meta::default()
        );
    }

    #[test]
    fn a_file_runs_if_one_of_its_globals_is_ours() {
        let scope = |globals: &str| Meta::parse(&format!("// META: global={globals}")).scope();
        assert_eq!(Meta::default().scope(), Scope::Ours);
        assert_eq!(scope("window"), Scope::Ours);
        assert_eq!(scope("serviceworker, dedicatedworker"), Scope::Ours);
        assert_eq!(scope("!default,worker"), Scope::Ours);
        assert_eq!(scope("window,dedicatedworker,shadowrealm"), Scope::Ours);
        assert_eq!(
            scope("serviceworker"),
            Scope::Elsewhere("serviceworker".into())
        );
        assert_eq!(scope("!window"), Scope::Elsewhere("!window".into()));
        assert_eq!(scope("window,windw"), Scope::Unknown("windw".into()));
    }
}
