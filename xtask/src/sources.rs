//! The crates of the engine with our changes.
//!
//! Each crate that a change touches is unpacked from cargo's registry, checked against `Cargo.lock`, and changed. The result is
//! laid out as in the engine's repository (`core/engine`, `core/ast` ...), so that the paths in a change are those of a pull
//! request. A crate that no change touches stays the published one.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use flate2::read::GzDecoder;
use sha2::{Digest, Sha256};

use crate::series::{CHANGES, Change, Selection, SeriesError, series};

/// The version that the changes are made for.
pub(crate) const VERSION: &str = "0.22.0";

/// A crate that changes may be made of.
#[derive(Debug, Clone, Copy)]
struct Crate {
    name: &'static str,
    /// Where it is in the engine's repository.
    directory: &'static str,
}

const ENGINE: Crate = Crate {
    name: "boa_engine",
    directory: "core/engine",
};

const CRATES: [Crate; 4] = [
    ENGINE,
    Crate {
        name: "boa_ast",
        directory: "core/ast",
    },
    Crate {
        name: "boa_gc",
        directory: "core/gc",
    },
    Crate {
        name: "boa_parser",
        directory: "core/parser",
    },
];

/// Keys for the engine's manifest, with which its [build script](build_script) can tell dependents something.
const MANIFEST_KEYS: [(&str, &str); 2] =
    [("build", "build.rs"), ("links", "boa_engine_host_hooks")];

/// The engine's build script: tells the crates that depend on it that the hooks are there, and which changes of the engine
/// were made, by their numbers.
fn build_script(changes: &[Change]) -> String {
    let numbers = changes
        .iter()
        .filter_map(|change| change.name.split('-').next());
    let numbers: Vec<&str> = numbers.collect();
    format!(
        "//! Tells the crates that depend on the engine of its host hooks.\n\nfn main() {{\n    \
         println!(\"cargo::metadata=generators=1\");\n    println!(\"cargo::metadata=changes={}\");\n}}\n",
        numbers.join(",")
    )
}

/// Why the changed crates could not be made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SourceError {
    #[error("{}: {error}", path.display())]
    Io { path: PathBuf, error: io::Error },
    #[error("cannot run cargo ({}): {error}; install Rust with rustup, or set CARGO to the program", cargo.display())]
    NoCargo { cargo: PathBuf, error: io::Error },
    #[error("cargo cannot tell what the workspace depends on:\n{0}")]
    Metadata(String),
    #[error("Cargo.lock: {0}")]
    Lock(String),
    #[error(
        "Cargo.lock has {name} {found}, but the changes in {CHANGES}/ are made for {VERSION}: make them anew for \
         that version ({CHANGES}/README.md says what they do), or pin {VERSION} again"
    )]
    OtherVersion { name: &'static str, found: String },
    #[error(
        "{} has the checksum {found}, but Cargo.lock says {expected}: the file is damaged or not the \
         published one; delete it, and cargo will fetch it again", path.display()
    )]
    Checksum {
        path: PathBuf,
        found: String,
        expected: String,
    },
    #[error(transparent)]
    Series(#[from] SeriesError),
    #[error(
        "{CHANGES}/{change} changes {}, which is in no crate that can be changed: {}", file.display(), directories()
    )]
    NoCrate { change: String, file: PathBuf },
    #[error("the engine has no manifest that can be changed: {}", path.display())]
    NoManifest { path: PathBuf },
}

/// The directories that changes may be made in.
fn directories() -> String {
    CRATES.map(|part| part.directory).join(", ")
}

/// Gives an operating system's error the path that it is about.
pub(crate) trait At<T, E> {
    fn at(self, path: &Path) -> Result<T, E>;
}

impl<T> At<T, SourceError> for io::Result<T> {
    fn at(self, path: &Path) -> Result<T, SourceError> {
        self.map_err(|error| SourceError::Io {
            path: path.to_owned(),
            error,
        })
    }
}

/// A crate with changes: its name, and where it is.
pub(crate) type Changed = (&'static str, PathBuf);

/// The changed crates, below `exact`; those that are there are not made again.
pub(crate) fn changed_crates(
    root: &Path,
    exact: &Path,
    cargo: &Path,
    selection: &Selection,
) -> Result<Vec<Changed>, SourceError> {
    let series = series(root, selection)?;
    for change in &series {
        let in_crate = |file: &PathBuf| CRATES.iter().any(|part| file.starts_with(part.directory));
        if let Some(file) = change.patch.files().find(|file| !in_crate(file)) {
            return Err(SourceError::NoCrate {
                change: change.name.clone(),
                file: file.clone(),
            });
        }
    }
    let path = root.join("Cargo.lock");
    let lock = fs::read_to_string(&path).at(&path)?;
    // Asked only when a crate has to be made.
    let mut metadata = None;
    let repository = exact.join(format!("boa{}", selection.suffix()));
    // The engine tells of the changes of all crates: those that depend on it depend on one of the others only through it.
    let script = build_script(&series);
    let mut changed = Vec::new();
    for part in CRATES {
        let touches = |change: &&Change| {
            let mut files = change.patch.files();
            files.any(|file| file.starts_with(part.directory))
        };
        let own: Vec<&Change> = series.iter().filter(touches).collect();
        if own.is_empty() {
            continue;
        }
        let expected = part.checksum_in(&lock)?;
        let made = repository.join(part.directory);
        let made_of = part.made_of(&expected, &own, &script);
        let mark = made.join(".made-of");
        if !fs::read_to_string(&mark).is_ok_and(|found| found == made_of) {
            if metadata.is_none() {
                metadata = Some(cargo_metadata(root, cargo)?);
            }
            let archive = part.archive(metadata.as_ref().unwrap_or(&serde_json::Value::Null))?;
            // Somewhere else first: an interrupted run leaves nothing that looks finished.
            let fresh = exact.join("fresh");
            let source = part.unpack(&archive, &expected, &fresh)?;
            for change in own {
                change.apply(part.directory, &source)?;
            }
            if part.name == ENGINE.name {
                announce_hooks(&source, &script)?;
            }
            fs::write(source.join(".made-of"), made_of).at(&mark)?;
            remove(&made)?;
            let parent = repository.join("core");
            fs::create_dir_all(&parent).at(&parent)?;
            fs::rename(&source, &made).at(&made)?;
            remove(&fresh)?;
        }
        changed.push((part.name, made));
    }
    Ok(changed)
}

impl Crate {
    /// What the changed crate is made of, to be compared with what an earlier run has made.
    fn made_of(&self, checksum: &str, changes: &[&Change], script: &str) -> String {
        let mut digest = Sha256::new();
        for change in changes {
            digest.update(change.patch.fingerprint(self.directory));
        }
        let mut made_of = format!("{checksum}\n{}\n", hexadecimal(&digest.finalize()));
        if self.name == ENGINE.name {
            made_of.push_str(&format!("{MANIFEST_KEYS:?}\n{script}"));
        }
        made_of
    }

    /// The checksum of the crate in a `Cargo.lock`.
    fn checksum_in(&self, lock: &str) -> Result<String, SourceError> {
        let lock: toml::Table = lock
            .parse()
            .map_err(|error: toml::de::Error| SourceError::Lock(error.to_string()))?;
        let package = lock
            .get("package")
            .and_then(toml::Value::as_array)
            .and_then(|packages| {
                let is_it =
                    |p: &&toml::Value| p.get("name").and_then(|n| n.as_str()) == Some(self.name);
                packages.iter().find(is_it)
            })
            .ok_or_else(|| SourceError::Lock(format!("has no {}", self.name)))?;
        let string = |key| package.get(key).and_then(toml::Value::as_str);
        match string("version") {
            Some(VERSION) => {}
            found => {
                return Err(SourceError::OtherVersion {
                    name: self.name,
                    found: found.unwrap_or("without a version").to_owned(),
                });
            }
        }
        string("checksum").map(ToOwned::to_owned).ok_or_else(|| {
            SourceError::Lock(format!(
                "has no checksum of {}: it does not come from crates.io",
                self.name
            ))
        })
    }

    /// The `.crate` file in cargo's registry.
    fn archive(&self, metadata: &serde_json::Value) -> Result<PathBuf, SourceError> {
        // registry/src/INDEX/boa_engine-0.22.0/Cargo.toml
        let manifest = metadata["packages"]
            .as_array()
            .into_iter()
            .flatten()
            .find(|package| package["name"] == self.name && package["version"] == VERSION)
            .and_then(|package| package["manifest_path"].as_str())
            .map(Path::new);
        let archive = manifest.and_then(|manifest| {
            let index = manifest.parent()?.parent()?;
            let registry = index.parent()?.parent()?;
            let cache = registry.join("cache").join(index.file_name()?);
            Some(cache.join(format!("{}-{VERSION}.crate", self.name)))
        });
        archive.ok_or_else(|| {
            SourceError::Metadata(format!("{} {VERSION} is not among it", self.name))
        })
    }

    /// Unpacks the published crate below `fresh`, if it is the one that `Cargo.lock` names.
    fn unpack(&self, archive: &Path, expected: &str, fresh: &Path) -> Result<PathBuf, SourceError> {
        let bytes = fs::read(archive).at(archive)?;
        let found = hexadecimal(&Sha256::digest(&bytes));
        if found != expected {
            return Err(SourceError::Checksum {
                path: archive.to_owned(),
                found,
                expected: expected.to_owned(),
            });
        }
        remove(fresh)?;
        fs::create_dir_all(fresh).at(fresh)?;
        tar::Archive::new(GzDecoder::new(&bytes[..]))
            .unpack(fresh)
            .at(archive)?;
        Ok(fresh.join(format!("{}-{VERSION}", self.name)))
    }
}

/// Lets the engine tell the crates that depend on it that it has the hooks: by a build script, which the
/// published one does not have.
fn announce_hooks(source: &Path, script: &str) -> Result<(), SourceError> {
    let path = source.join("Cargo.toml");
    let missing = || SourceError::NoManifest { path: path.clone() };
    let text = fs::read_to_string(&path).map_err(|_| missing())?;
    let mut manifest: toml::Table = text.parse().map_err(|_| missing())?;
    let package = manifest
        .get_mut("package")
        .and_then(toml::Value::as_table_mut)
        .ok_or_else(missing)?;
    for (key, value) in MANIFEST_KEYS {
        package.insert(key.to_owned(), value.into());
    }
    fs::write(&path, manifest.to_string()).at(&path)?;
    let file = source.join("build.rs");
    fs::write(&file, script).at(&file)
}

/// What cargo knows of the workspace; it fetches what is not in its registry.
fn cargo_metadata(root: &Path, cargo: &Path) -> Result<serde_json::Value, SourceError> {
    let output = Command::new(cargo)
        .args(["metadata", "--locked", "--format-version", "1"])
        .current_dir(root)
        .stderr(Stdio::piped())
        .output()
        .map_err(|error| SourceError::NoCargo {
            cargo: cargo.to_owned(),
            error,
        })?;
    if !output.status.success() {
        let problem = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(SourceError::Metadata(problem));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| SourceError::Metadata(error.to_string()))
}

/// Removes a directory, if there is one.
fn remove(directory: &Path) -> Result<(), SourceError> {
    match fs::remove_dir_all(directory) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error).at(directory),
        _ => Ok(()),
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(all(test, unix))]
pub(crate) mod fake {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    /// A workspace with a locked engine, a registry with its archive, and a cargo that tells of it; in
    /// a directory with spaces.
    pub(crate) struct Fake {
        directory: tempfile::TempDir,
    }

    impl Fake {
        pub(crate) fn new() -> Self {
            let fake = Self {
                directory: tempfile::Builder::new().prefix("a b ").tempdir().unwrap(),
            };
            let registry = fake.path("home/registry");
            let index = registry.join("src/index");
            for directory in [
                &fake.path("root/engine"),
                &fake.path("root/src"),
                &registry.join("cache/index"),
                &index,
            ] {
                fs::create_dir_all(directory).unwrap();
            }
            let packages = CRATES.map(|part| {
                let manifest = index.join(format!("{}-0.22.0/Cargo.toml", part.name));
                serde_json::json!({ "name": part.name, "version": VERSION, "manifest_path": manifest })
            });
            let packages = serde_json::json!({ "packages": packages });
            fs::write(fake.path("metadata.json"), packages.to_string()).unwrap();
            // `cargo metadata` tells of the registry; any other command tells where and how it ran.
            let script = format!(
                "#!/bin/sh\nif [ \"$1\" = metadata ]; then exec cat '{}'; fi\n\
                 pwd; echo \"$BOA_ASYNC_CONTEXT_REQUIRE_EXACT\"; for argument; do echo \"$argument\"; done\n",
                fake.path("metadata.json").display()
            );
            fs::write(fake.path("cargo"), script).unwrap();
            let executable = fs::Permissions::from_mode(0o755);
            fs::set_permissions(fake.path("cargo"), executable).unwrap();
            fake.publish("1\n2\n");
            fake.patch(
                "--- a/core/engine/src/x.rs\n+++ b/core/engine/src/x.rs\n@@ -1,0 +2 @@\n+added\n",
            );
            fs::write(fake.path("root/Cargo.toml"), "[workspace]\n").unwrap();
            fake
        }

        pub(crate) fn path(&self, name: &str) -> PathBuf {
            self.directory.path().join(name)
        }

        /// Puts archives of all crates into the registry and locks them; the engine has this source, the others `name\n`.
        pub(crate) fn publish(&self, engine: &str) {
            let mut lock = "version = 4\n".to_owned();
            for part in CRATES {
                let other = format!("{}\n", part.name);
                let is_engine = part.name == ENGINE.name;
                let bytes = archive(part.name, if is_engine { engine } else { &other });
                let file = format!("home/registry/cache/index/{}-0.22.0.crate", part.name);
                fs::write(self.path(&file), &bytes).unwrap();
                let checksum = hexadecimal(&Sha256::digest(&bytes));
                lock.push_str(&format!(
                    "[[package]]\nname = \"{}\"\nversion = \"0.22.0\"\nchecksum = \"{checksum}\"\n",
                    part.name
                ));
            }
            fs::write(self.path("root/Cargo.lock"), lock).unwrap();
        }

        pub(crate) fn patch(&self, text: &str) {
            self.change("01-first.patch", text);
        }

        pub(crate) fn change(&self, name: &str, text: &str) {
            fs::write(self.path("root").join(CHANGES).join(name), text).unwrap();
        }

        /// The crates that are changed.
        pub(crate) fn changed(&self) -> Result<Vec<Changed>, SourceError> {
            self.chosen(&Selection::default())
        }

        pub(crate) fn chosen(&self, selection: &Selection) -> Result<Vec<Changed>, SourceError> {
            changed_crates(
                &self.path("root"),
                &self.path("root/target/exact"),
                &self.path("cargo"),
                selection,
            )
        }

        /// The engine, which is the first of them.
        pub(crate) fn engine(&self) -> Result<PathBuf, SourceError> {
            let mut changed = self.changed()?;
            assert_eq!(changed[0].0, "boa_engine");
            Ok(changed.swap_remove(0).1)
        }

        pub(crate) fn patched(&self) -> String {
            fs::read_to_string(self.engine().unwrap().join("src/x.rs")).unwrap()
        }
    }

    /// A `.crate` file: a manifest and one source.
    fn archive(name: &str, source: &str) -> Vec<u8> {
        let mut archive = tar::Builder::new(flate2::write::GzEncoder::new(
            Vec::new(),
            flate2::Compression::fast(),
        ));
        let manifest = format!("[package]\nname = \"{name}\"\nbuild = false\n");
        for (file, text) in [("src/x.rs", source), ("Cargo.toml", &*manifest)] {
            let mut header = tar::Header::new_gnu();
            header.set_size(text.len() as u64);
            header.set_mode(0o644);
            header.set_cksum();
            let path = format!("{name}-0.22.0/{file}");
            archive
                .append_data(&mut header, path, text.as_bytes())
                .unwrap();
        }
        archive.into_inner().unwrap().finish().unwrap()
    }
}

#[cfg(test)]
mod tests {
    #[cfg(unix)]
    use super::fake::Fake;
    use super::*;

    #[test]
    fn the_lock_must_have_the_version_of_the_patch() {
        let lock = |version: &str, rest: &str| {
            format!(
                "version = 4\n[[package]]\nname = \"boa_engine\"\nversion = \"{version}\"\n{rest}"
            )
        };
        let checksum = "checksum = \"abc\"\n";
        assert_eq!(ENGINE.checksum_in(&lock(VERSION, checksum)).unwrap(), "abc");
        for (lock, problem) in [
            (
                lock("0.23.0", checksum),
                "Cargo.lock has boa_engine 0.23.0, but",
            ),
            (
                lock(VERSION, ""),
                "Cargo.lock: has no checksum of boa_engine",
            ),
            ("version = 4\n".into(), "Cargo.lock: has no boa_engine"),
            ("version = ".into(), "Cargo.lock: "),
        ] {
            let error = ENGINE.checksum_in(&lock).unwrap_err().to_string();
            assert!(error.starts_with(problem), "{error}");
        }
    }

    #[test]
    fn our_changes_are_made_for_the_locked_engine_and_each_has_its_words() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let lock = fs::read_to_string(root.join("Cargo.lock")).unwrap();
        for part in CRATES {
            part.checksum_in(&lock).unwrap();
        }
        for change in series(&root, &Selection::default()).unwrap() {
            assert!(change.patch.files().count() > 0, "{}", change.name);
            let words = change.name.replace(".patch", ".md");
            assert!(root.join(CHANGES).join(&words).exists(), "no {words}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn the_engine_is_patched_once_and_again_when_something_changes() {
        let fake = Fake::new();
        assert_eq!(fake.patched(), "1\nadded\n2\n");
        let mark = fake.engine().unwrap().join("untouched");
        fs::write(&mark, "").unwrap();
        fake.engine().unwrap();
        assert!(mark.exists(), "a second run makes nothing anew");
        fake.patch(
            "--- a/core/engine/src/x.rs\n+++ b/core/engine/src/x.rs\n@@ -2,0 +3 @@\n+last\n",
        );
        assert_eq!(fake.patched(), "1\n2\nlast\n");
        fake.publish("3\n4\n");
        assert_eq!(fake.patched(), "3\n4\nlast\n");
    }

    #[cfg(unix)]
    #[test]
    fn changes_are_made_in_the_order_of_their_names_each_on_the_result_of_those_before_it() {
        let fake = Fake::new();
        let in_place_of_added = crate::patch::withhold(
            "--- a/core/engine/src/x.rs\n+++ b/core/engine/src/x.rs\n@@ -2 +2,2 @@\n-added\n+second\n+third\n",
        );
        // Written first, applied last.
        fake.change(
            "03-c.patch",
            "--- a/core/engine/src/x.rs\n+++ b/core/engine/src/x.rs\n@@ -3,0 +4 @@\n+c\n",
        );
        fake.change("02-b.patch", &in_place_of_added);
        fake.change("02-b.md", "not a change");
        assert_eq!(fake.patched(), "1\nsecond\nthird\nc\n2\n");
        fake.patch(
            "--- a/core/engine/src/x.rs\n+++ b/core/engine/src/x.rs\n@@ -1,0 +2 @@\n+other\n",
        );
        let problem = fake.engine().unwrap_err().to_string();
        assert_eq!(
            problem,
            "engine/02-b.patch does not apply to core/engine/src/x.rs: its lines 2 to 2 are not those that the patch takes \
             out; it is made for another source, or for another change before it"
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_change_may_be_one_of_several_crates_and_what_it_does_not_touch_stays() {
        let fake = Fake::new();
        let names =
            |changed: Vec<Changed>| changed.iter().map(|(name, _)| *name).collect::<Vec<_>>();
        assert_eq!(names(fake.changed().unwrap()), ["boa_engine"]);
        let of_ast = |line: &str| {
            format!("--- a/core/ast/src/x.rs\n+++ b/core/ast/src/x.rs\n@@ -1,0 +2 @@\n+{line}\n")
        };
        fake.change("02-b.patch", &of_ast("another"));
        let untouched = fake.engine().unwrap().join("untouched");
        fs::write(&untouched, "").unwrap();
        let both = of_ast("of the tree");
        fake.change("02-b.patch", &both);
        let changed = fake.changed().unwrap();
        let ast = fs::read_to_string(changed[1].1.join("src/x.rs")).unwrap();
        assert_eq!((changed[1].0, &*ast), ("boa_ast", "boa_ast\nof the tree\n"));
        assert!(untouched.exists(), "the engine is as it was");
        assert!(changed[1].1.ends_with("target/exact/boa/core/ast"));
        fake.change(
            "02-b.patch",
            &format!("{both}--- a/x\n+++ b/core/other/x.rs\n@@ -1,0 +2 @@\n+a\n"),
        );
        assert_eq!(
            fake.changed().unwrap_err().to_string(),
            "engine/02-b.patch changes core/other/x.rs, which is in no crate that can be changed: core/engine, \
             core/ast, core/gc, core/parser"
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_selection_is_made_beside_the_whole_series() {
        use clap::Parser as _;

        #[derive(clap::Parser)]
        struct Arguments {
            #[command(flatten)]
            selection: Selection,
        }

        let fake = Fake::new();
        fake.change(
            "02-b.patch",
            "--- a/core/engine/src/x.rs\n+++ b/core/engine/src/x.rs\n@@ -3,0 +4 @@\n+second\n",
        );
        let chosen = Arguments::parse_from(["exact", "--only", "first"]).selection;
        let chosen = fake.chosen(&chosen).unwrap();
        let text = fs::read_to_string(chosen[0].1.join("src/x.rs")).unwrap();
        assert_eq!(text, "1\nadded\n2\n");
        assert_eq!(fake.patched(), "1\nadded\n2\nsecond\n");
        assert!(
            chosen[0]
                .1
                .ends_with("target/exact/boa-only-first/core/engine")
        );
    }

    #[cfg(unix)]
    #[test]
    fn the_patched_engine_tells_its_dependents_of_the_hooks() {
        let fake = Fake::new();
        let engine = fake.engine().unwrap();
        let manifest = fs::read_to_string(engine.join("Cargo.toml")).unwrap();
        let manifest: toml::Table = manifest.parse().unwrap();
        let package = &manifest["package"];
        assert_eq!(package["name"].as_str(), Some("boa_engine"), "as it was");
        assert_eq!(package["build"].as_str(), Some("build.rs"));
        assert_eq!(package["links"].as_str(), Some("boa_engine_host_hooks"));
        let script = fs::read_to_string(engine.join("build.rs")).unwrap();
        let says = |what: &str| script.contains(&format!("println!(\"cargo::metadata={what}\");"));
        assert!(says("generators=1") && says("changes=01"), "{script}");
        // Also of a change that does not touch it.
        fake.change(
            "02-b.patch",
            "--- a/core/gc/src/x.rs\n+++ b/core/gc/src/x.rs\n@@ -1,0 +2 @@\n+of the collector\n",
        );
        let script = fs::read_to_string(fake.engine().unwrap().join("build.rs")).unwrap();
        assert!(
            script.contains("cargo::metadata=changes=01,02\""),
            "{script}"
        );
    }

    #[cfg(unix)]
    #[test]
    fn an_interrupted_run_leaves_nothing_that_looks_finished() {
        let fake = Fake::new();
        let fresh = fake.path("root/target/exact/fresh/boa_engine-0.22.0");
        fs::create_dir_all(&fresh).unwrap();
        fs::write(fresh.join("half"), "").unwrap();
        assert_eq!(fake.patched(), "1\nadded\n2\n");
        assert!(!fake.engine().unwrap().join("half").exists());
    }

    #[cfg(unix)]
    #[test]
    fn what_can_go_wrong_is_told() {
        let fake = Fake::new();
        fake.patch(
            "--- a/core/engine/src/x.rs\n+++ b/core/engine/src/x.rs\n@@ -9,0 +10 @@\n+far\n",
        );
        let told = |fake: &Fake| fake.changed().unwrap_err().to_string();
        let expected = "engine/01-first.patch does not apply to core/engine/src/x.rs: it has no line 9; it is made";
        assert!(told(&fake).starts_with(expected), "{}", told(&fake));
        fake.patch("--- a/core/engine/src/y.rs\n+++ b/core/engine/src/y.rs\n@@ -0,0 +1 @@\n+new\n");
        assert!(
            told(&fake).contains("does not apply to core/engine/src/y.rs: there is no such file")
        );
        fake.patch("+stray\n");
        assert_eq!(
            told(&fake),
            "engine/01-first.patch: line 1: a change outside of a hunk"
        );
        fs::remove_file(fake.path("root/engine/01-first.patch")).unwrap();
        assert!(told(&fake).starts_with("engine/ has no *.patch"));
        fake.patch(
            "--- a/core/engine/src/x.rs\n+++ b/core/engine/src/x.rs\n@@ -1,0 +2 @@\n+added\n",
        );
        let archive = fake.path("home/registry/cache/index/boa_engine-0.22.0.crate");
        fs::write(&archive, "damaged").unwrap();
        let problem = told(&fake);
        assert!(problem.contains("but Cargo.lock says"), "{problem}");
        assert!(problem.contains("delete it, and cargo will fetch it again"));
        fs::remove_file(&archive).unwrap();
        assert!(told(&fake).ends_with(".crate: No such file or directory (os error 2)"));
        fs::write(fake.path("metadata.json"), "{}").unwrap();
        assert!(told(&fake).contains("boa_engine 0.22.0 is not among it"));
        fs::write(
            fake.path("cargo"),
            "#!/bin/sh\necho 'error: no network' >&2; exit 101\n",
        )
        .unwrap();
        assert!(told(&fake).contains("error: no network"));
        fs::remove_file(fake.path("cargo")).unwrap();
        assert!(told(&fake).starts_with("cannot run cargo ("));
    }
}
