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

/// The globals whose tests run here, and how. What runs the files for windows is no window, but most of them need only what
/// both have.
const OURS: &[(&str, Globals)] = &[
    ("default", Globals::new(true, Some(Kind::Classic))),
    ("window", Globals::new(true, None)),
    ("window-module", Globals::new(true, None)),
    ("jsshell", Globals::new(true, None)),
    ("worker", Globals::new(false, Some(Kind::Classic))),
    ("dedicatedworker", Globals::new(false, Some(Kind::Classic))),
    (
        "dedicatedworker-module",
        Globals::new(false, Some(Kind::Module)),
    ),
];

/// The kind of a worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Classic,
    Module,
}

/// The globals that a file is for, of those that are here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Globals {
    /// Whether it is for windows, or for shells.
    pub(crate) window: bool,
    /// The kind of worker that it is for.
    pub(crate) worker: Option<Kind>,
}

impl Globals {
    const fn new(window: bool, worker: Option<Kind>) -> Self {
        Self { window, worker }
    }

    fn add(&mut self, more: Self) {
        self.window |= more.window;
        // A file for both kinds runs in a classic worker, which more files are for.
        if self.worker != Some(Kind::Classic) {
            self.worker = more.worker.or(self.worker);
        }
    }

    fn remove(&mut self, less: Self) {
        self.window &= !less.window;
        if less.worker == self.worker {
            self.worker = None;
        }
    }
}

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
    /// It runs in these.
    Ours(Globals),
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

    /// Where the file runs: in the globals that it names, or the default.
    pub(crate) fn scope(&self) -> Scope {
        let names = self.globals.as_deref().unwrap_or("default");
        let (mut globals, mut removed) = (Globals::default(), Globals::default());
        for name in names.split(',').map(str::trim) {
            let (name, is_taken) = match name.strip_prefix('!') {
                Some(name) => (name, true),
                None => (name, false),
            };
            match OURS.iter().find(|(ours, _)| *ours == name) {
                // The default is not there if other globals are named: `!default,worker`.
                Some(_) if is_taken && name == "default" => {}
                Some((_, those)) if is_taken => removed.add(*those),
                Some((_, those)) => globals.add(*those),
                None if OTHERS.contains(&name) => {}
                None => return Scope::Unknown(name.to_owned()),
            }
        }
        globals.remove(removed);
        if globals == Globals::default() {
            Scope::Elsewhere(names.to_owned())
        } else {
            Scope::Ours(globals)
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
#[path = "../../tests/support/random_input.rs"]
mod random_input;

#[cfg(test)]
mod tests {
    use super::{Globals, Kind, Meta, Scope, random_input};

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
    fn a_file_runs_where_its_globals_say() {
        let scope = |globals: &str| Meta::parse(&format!("// META: global={globals}")).scope();
        let ours = |window, worker| Scope::Ours(Globals { window, worker });
        let (classic, module) = (Some(Kind::Classic), Some(Kind::Module));
        assert_eq!(Meta::default().scope(), ours(true, classic));
        assert_eq!(scope("window"), ours(true, None));
        assert_eq!(scope("jsshell"), ours(true, None));
        assert_eq!(
            scope("serviceworker, dedicatedworker"),
            ours(false, classic)
        );
        assert_eq!(scope("!default,worker"), ours(false, classic));
        assert_eq!(scope("default,!window"), ours(false, classic));
        assert_eq!(scope("window,worker,!dedicatedworker"), ours(true, None));
        assert_eq!(scope("dedicatedworker-module"), ours(false, module));
        for both in [
            "worker,dedicatedworker-module",
            "dedicatedworker-module,worker",
        ] {
            assert_eq!(scope(both), ours(false, classic), "{both}");
        }
        assert_eq!(
            scope("window,dedicatedworker,shadowrealm"),
            ours(true, classic)
        );
        assert_eq!(
            scope("serviceworker"),
            Scope::Elsewhere("serviceworker".into())
        );
        assert_eq!(scope("!window"), Scope::Elsewhere("!window".into()));
        assert_eq!(scope("window,windw"), Scope::Unknown("windw".into()));
    }

    #[test]
    fn any_text_has_metadata_and_only_its_top_counts() {
        let pieces = [
            "// META: ",
            "//META:",
            "script=",
            "variant=?",
            "timeout=long",
            "global=",
            "window",
            "!worker",
            "sharedworker",
            ",",
            "\n",
            "// META: title=",
            "title",
            "// META: script=a.js\n",
        ];
        random_input::each(|input| {
            let text = input.text(&pieces, 20);
            let meta = Meta::parse(&text);
            for value in meta.scripts.iter().chain(&meta.variants).chain(&meta.title) {
                assert!(text.contains(value.as_str()), "{text:?}");
                assert_eq!(value.trim(), value);
            }
            let more = Meta::parse(&format!("{text}\n//\n// META: script=late.js\n"));
            assert_eq!(more, meta, "{text:?}");
            match meta.scope() {
                Scope::Ours(_) => {}
                Scope::Elsewhere(names) | Scope::Unknown(names) => {
                    assert!(text.contains(&names), "{text:?}");
                }
            }
        });
    }
}
