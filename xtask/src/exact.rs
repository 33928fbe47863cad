//! `cargo xtask exact`: the engine with our hooks.
//!
//! The published engine gets our changes (`engine/*.patch`, in the order of their names), and a build script that tells the crates that depend on it of the
//! hooks. The command runs in a workspace beside this one, `target/exact/workspace/`: links to everything
//! here, but with a `Cargo.lock` of its own, because a patched dependency changes it. Cargo's build
//! directory is the usual one, so that everything but the engine and what needs it is shared with
//! stock builds; both stay fresh when they alternate. The results are in `target/exact/target/`.

use std::{
    env,
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
    process::{Command, ExitCode, Stdio},
};

use flate2::read::GzDecoder;
use sha2::{Digest, Sha256};

use crate::patch::{Misfit, Patch, PatchError};

const CRATE: &str = "boa_engine";
/// The version that the changes are made for.
const VERSION: &str = "0.22.0";
/// The directory of the changes.
const CHANGES: &str = "engine";
/// Tells the build script of `boa_async_context` that an engine without the hooks is an error.
const REQUIRED: &str = "BOA_ASYNC_CONTEXT_REQUIRE_EXACT";

/// Keys for the engine's manifest, with which its [build script](BUILD_SCRIPT) can tell dependents something.
const MANIFEST_KEYS: [(&str, &str); 2] =
    [("build", "build.rs"), ("links", "boa_engine_host_hooks")];

/// The engine's build script: tells the crates that depend on it that the hooks are there.
const BUILD_SCRIPT: &str = "//! Tells the crates that depend on the engine of its host hooks.\n\nfn main() {\n    println!(\"cargo::metadata=generators=1\");\n}\n";

/// Options that would take the command out of the workspace with the patched engine.
const ELSEWHERE: [&str; 3] = ["--manifest-path", "--lockfile-path", "-C"];

/// Why the command could not be run.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ExactError {
    #[error("{}: {error}", path.display())]
    Io { path: PathBuf, error: io::Error },
    #[error("{0}")]
    Usage(String),
    #[error(
        "{} stands where a link into the work tree must go: a program wrote it there; move it away",
        path.display()
    )]
    InTheWay { path: PathBuf },
    #[error("cannot run cargo ({}): {error}; install Rust with rustup, or set CARGO to the program", cargo.display())]
    NoCargo { cargo: PathBuf, error: io::Error },
    #[error("cargo cannot tell what the workspace depends on:\n{0}")]
    Metadata(String),
    #[error("Cargo.lock: {0}")]
    Lock(String),
    #[error(
        "Cargo.lock has {CRATE} {found}, but the changes in {CHANGES}/ are made for {VERSION}: make them anew for \
         that version ({CHANGES}/README.md says what they do), or pin {VERSION} again"
    )]
    OtherVersion { found: String },
    #[error(
        "{} has the checksum {found}, but Cargo.lock says {expected}: the file is damaged or not the \
         published one; delete it, and cargo will fetch it again", path.display()
    )]
    Checksum {
        path: PathBuf,
        found: String,
        expected: String,
    },
    #[error("{CHANGES}/{change}: {error}")]
    Patch { change: String, error: PatchError },
    #[error("{CHANGES}/ has no *.patch: without changes there is no exact mode")]
    NoChanges,
    #[error(
        "{CHANGES}/{change} does not apply to {}: {misfit}; it is made for another source, or for another change \
         before it", file.display()
    )]
    DoesNotApply {
        change: String,
        file: PathBuf,
        misfit: Misfit,
    },
    #[error("the engine has no manifest that can be changed: {}", path.display())]
    NoManifest { path: PathBuf },
}

/// One change of the engine: a file of the series.
struct Change {
    /// The name of its file.
    name: String,
    text: String,
    patch: Patch,
}

/// The changes of the engine, in the order in which they are applied: that of their names.
fn series(root: &Path) -> Result<Vec<Change>, ExactError> {
    let directory = root.join(CHANGES);
    let mut names = Vec::new();
    for entry in fs::read_dir(&directory).at(&directory)? {
        let name = entry.at(&directory)?.file_name();
        let name = name.to_string_lossy().into_owned();
        if name.ends_with(".patch") {
            names.push(name);
        }
    }
    if names.is_empty() {
        return Err(ExactError::NoChanges);
    }
    names.sort_unstable();
    let change = |name: String| {
        let path = directory.join(&name);
        let text = fs::read_to_string(&path).at(&path)?;
        match Patch::parse(&text) {
            Ok(patch) => Ok(Change { name, text, patch }),
            Err(error) => Err(ExactError::Patch {
                change: name,
                error,
            }),
        }
    };
    names.into_iter().map(change).collect()
}

impl Change {
    /// Makes the change in an unpacked source.
    fn apply(&self, source: &Path) -> Result<(), ExactError> {
        for file in self.patch.files() {
            let path = source.join(file);
            let misfit = |misfit| ExactError::DoesNotApply {
                change: self.name.clone(),
                file: file.clone(),
                misfit,
            };
            let old = fs::read_to_string(&path).map_err(|_| misfit(Misfit::NoFile))?;
            let new = self.patch.apply(file, &old).map_err(misfit)?;
            fs::write(&path, new).at(&path)?;
        }
        Ok(())
    }
}

/// Gives an operating system's error the path that it is about.
trait At<T> {
    fn at(self, path: &Path) -> Result<T, ExactError>;
}

impl<T> At<T> for io::Result<T> {
    fn at(self, path: &Path) -> Result<T, ExactError> {
        self.map_err(|error| ExactError::Io {
            path: path.to_owned(),
            error,
        })
    }
}

/// Runs a cargo command with the patched engine.
pub(crate) fn run(command: &[OsString]) -> Result<ExitCode, ExactError> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let root = root.canonicalize().at(&root)?;
    let cargo = PathBuf::from(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    let status = cargo_command(&root, &cargo, command)?.status();
    let status = status.map_err(|error| ExactError::NoCargo { cargo, error })?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}

/// The command, once everything that it needs is there.
fn cargo_command(root: &Path, cargo: &Path, command: &[OsString]) -> Result<Command, ExactError> {
    check_arguments(command)?;
    let exact = root.join("target/exact");
    fs::create_dir_all(&exact).at(&exact)?;
    // Until this function returns; another run waits here.
    let lock = exact.join(".lock");
    let lock_file = fs::File::create(&lock).at(&lock)?;
    lock_file.lock().at(&lock)?;
    let engine = engine(root, &exact, cargo)?;
    let workspace = exact.join("workspace");
    let is_new_lock = mirror(root, &workspace)?;

    // In a file: what stands on the command line does not reach the cargo that `cargo clippy` starts.
    let configuration = workspace.join(".cargo");
    fs::create_dir_all(&configuration).at(&configuration)?;
    let patched = format!(
        "[patch.crates-io]\n{CRATE}.path = {}\n",
        toml_string(&engine)
    );
    let file = configuration.join("config.toml");
    fs::write(&file, patched).at(&file)?;
    if is_new_lock {
        // Lets cargo settle the lock, so that `--locked` works. The command itself reports errors.
        let _ = Command::new(cargo)
            .args(["metadata", "--format-version", "1"])
            .current_dir(&workspace)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
    }

    let mut cargo_command = Command::new(cargo);
    cargo_command
        .args(command)
        .current_dir(&workspace)
        .env(REQUIRED, "1")
        .env("CARGO_TARGET_DIR", exact.join("target"))
        .env("CARGO_BUILD_BUILD_DIR", root.join("target"));
    // These variables describe xtask, not the command.
    for (name, _) in env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
            cargo_command.env_remove(&*name);
        }
    }
    Ok(cargo_command)
}

/// Refuses what would take the command out of the workspace with the patched engine.
fn check_arguments(command: &[OsString]) -> Result<(), ExactError> {
    let own = command.split(|argument| argument == "--").next();
    for argument in own.unwrap_or_default().iter().map(|a| a.to_string_lossy()) {
        let name = argument.split('=').next().unwrap_or_default();
        if ELSEWHERE.contains(&name) {
            let problem =
                format!("{name} cannot be used: the command runs in a workspace of its own");
            return Err(ExactError::Usage(problem));
        }
        if name.starts_with('+') {
            let problem = format!("choose the toolchain outside: cargo {name} xtask exact ...");
            return Err(ExactError::Usage(problem));
        }
    }
    Ok(())
}

/// A path as a TOML string.
fn toml_string(path: &Path) -> String {
    toml::Value::String(path.display().to_string()).to_string()
}

/// The directory with the patched engine; made if it is not there.
fn engine(root: &Path, exact: &Path, cargo: &Path) -> Result<PathBuf, ExactError> {
    let expected = locked_checksum(root)?;
    let series = series(root)?;
    let engine = exact.join(format!("{CRATE}-{VERSION}"));
    let texts: String = series.iter().map(|change| &*change.text).collect();
    let made_of = format!(
        "{expected}\n{}\n{MANIFEST_KEYS:?}\n{BUILD_SCRIPT}",
        hexadecimal(&Sha256::digest(&texts))
    );
    let mark = engine.join(".made-of");
    if fs::read_to_string(&mark).is_ok_and(|made| made == made_of) {
        return Ok(engine);
    }

    let archive = archive(root, cargo)?;
    let bytes = fs::read(&archive).at(&archive)?;
    let found = hexadecimal(&Sha256::digest(&bytes));
    if found != expected {
        return Err(ExactError::Checksum {
            path: archive,
            found,
            expected,
        });
    }
    // Somewhere else first: an interrupted run leaves nothing that looks finished.
    let fresh = exact.join("fresh");
    remove(&fresh)?;
    fs::create_dir_all(&fresh).at(&fresh)?;
    tar::Archive::new(GzDecoder::new(&bytes[..]))
        .unpack(&fresh)
        .at(&archive)?;
    let source = fresh.join(format!("{CRATE}-{VERSION}"));
    for change in &series {
        change.apply(&source)?;
    }
    announce_hooks(&source)?;
    fs::write(source.join(".made-of"), made_of).at(&mark)?;
    remove(&engine)?;
    fs::rename(&source, &engine).at(&engine)?;
    remove(&fresh)?;
    Ok(engine)
}

/// Lets the engine tell the crates that depend on it that it has the hooks: by a build script, which the
/// published one does not have.
fn announce_hooks(source: &Path) -> Result<(), ExactError> {
    let path = source.join("Cargo.toml");
    let missing = || ExactError::NoManifest { path: path.clone() };
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
    let script = source.join("build.rs");
    fs::write(&script, BUILD_SCRIPT).at(&script)
}

/// The checksum of the engine in `Cargo.lock`.
fn locked_checksum(root: &Path) -> Result<String, ExactError> {
    let path = root.join("Cargo.lock");
    let text = fs::read_to_string(&path).at(&path)?;
    checksum_in(&text)
}

fn checksum_in(lock: &str) -> Result<String, ExactError> {
    let lock: toml::Table = lock
        .parse()
        .map_err(|error: toml::de::Error| ExactError::Lock(error.to_string()))?;
    let package = lock
        .get("package")
        .and_then(toml::Value::as_array)
        .and_then(|packages| {
            let is_engine =
                |p: &&toml::Value| p.get("name").and_then(|n| n.as_str()) == Some(CRATE);
            packages.iter().find(is_engine)
        })
        .ok_or_else(|| ExactError::Lock(format!("has no {CRATE}")))?;
    let string = |key| package.get(key).and_then(toml::Value::as_str);
    match string("version") {
        Some(VERSION) => {}
        found => {
            return Err(ExactError::OtherVersion {
                found: found.unwrap_or("without a version").to_owned(),
            });
        }
    }
    string("checksum").map(ToOwned::to_owned).ok_or_else(|| {
        ExactError::Lock(format!(
            "has no checksum of {CRATE}: it does not come from crates.io"
        ))
    })
}

/// The `.crate` file of the engine in cargo's registry, fetched if it is not there.
fn archive(root: &Path, cargo: &Path) -> Result<PathBuf, ExactError> {
    let output = Command::new(cargo)
        .args(["metadata", "--locked", "--format-version", "1"])
        .current_dir(root)
        .stderr(Stdio::piped())
        .output()
        .map_err(|error| ExactError::NoCargo {
            cargo: cargo.to_owned(),
            error,
        })?;
    if !output.status.success() {
        let problem = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(ExactError::Metadata(problem));
    }
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout)
        .map_err(|error| ExactError::Metadata(error.to_string()))?;
    // registry/src/INDEX/boa_engine-0.22.0/Cargo.toml
    let manifest = metadata["packages"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|package| package["name"] == CRATE && package["version"] == VERSION)
        .and_then(|package| package["manifest_path"].as_str())
        .map(Path::new);
    let archive = manifest.and_then(|manifest| {
        let index = manifest.parent()?.parent()?;
        let registry = index.parent()?.parent()?;
        let cache = registry.join("cache").join(index.file_name()?);
        Some(cache.join(format!("{CRATE}-{VERSION}.crate")))
    });
    archive.ok_or_else(|| ExactError::Metadata(format!("{CRATE} {VERSION} is not among it")))
}

/// Makes or refreshes the workspace of links. Whether its lock was begun anew.
///
/// Links that are right are left alone: a command may be running there.
fn mirror(root: &Path, workspace: &Path) -> Result<bool, ExactError> {
    fs::create_dir_all(workspace).at(workspace)?;
    for entry in fs::read_dir(workspace).at(workspace)? {
        let path = entry.at(workspace)?.path();
        if path.is_symlink() && !path.exists() {
            fs::remove_file(&path).at(&path)?;
        }
    }
    for entry in fs::read_dir(root).at(root)? {
        let entry = entry.at(root)?;
        let name = entry.file_name();
        // Our `.cargo` is found from there anyhow, in a directory above.
        if ["target", ".git", ".cargo", "Cargo.lock"]
            .iter()
            .any(|own| name == *own)
        {
            continue;
        }
        let link = workspace.join(&name);
        if fs::read_link(&link).is_ok_and(|target| target == entry.path()) {
            continue;
        }
        if link.is_symlink() {
            fs::remove_file(&link).at(&link)?;
        } else if link.exists() {
            return Err(ExactError::InTheWay { path: link });
        }
        symlink(&entry.path(), &link).at(&link)?;
    }
    // The lock of the patched workspace differs in the engine's own entry. Begun anew when ours changes.
    let (ours, theirs) = (root.join("Cargo.lock"), workspace.join("Cargo.lock"));
    let begun_from = workspace.join(".begun-from.lock");
    let lock = fs::read(&ours).at(&ours)?;
    let is_new = !theirs.exists() || fs::read(&begun_from).ok().as_ref() != Some(&lock);
    if is_new {
        fs::write(&theirs, &lock).at(&theirs)?;
        fs::write(&begun_from, &lock).at(&begun_from)?;
    }
    Ok(is_new)
}

#[cfg(unix)]
fn symlink(target: &Path, link: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, link)
}

#[cfg(windows)]
fn symlink(target: &Path, link: &Path) -> io::Result<()> {
    if target.is_dir() {
        std::os::windows::fs::symlink_dir(target, link)
    } else {
        std::os::windows::fs::symlink_file(target, link)
    }
}

/// Removes a directory, if there is one.
fn remove(directory: &Path) -> Result<(), ExactError> {
    match fs::remove_dir_all(directory) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error).at(directory),
        _ => Ok(()),
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(text: &str) -> Vec<OsString> {
        text.split(' ').map(OsString::from).collect()
    }

    #[test]
    fn what_would_not_be_exact_is_refused() {
        for (command, problem) in [
            (
                "test --manifest-path x/Cargo.toml",
                "--manifest-path cannot be used",
            ),
            (
                "test --manifest-path=x/Cargo.toml",
                "--manifest-path cannot be used",
            ),
            ("-C dir test", "-C cannot be used"),
            (
                "+nightly test",
                "choose the toolchain outside: cargo +nightly xtask exact",
            ),
        ] {
            let error = check_arguments(&arguments(command)).unwrap_err();
            assert!(error.to_string().starts_with(problem), "{error}");
        }
        check_arguments(&arguments("test -- --manifest-path x")).unwrap();
    }

    #[test]
    fn the_lock_must_have_the_version_of_the_patch() {
        let lock = |version: &str, rest: &str| {
            format!(
                "version = 4\n[[package]]\nname = \"boa_engine\"\nversion = \"{version}\"\n{rest}"
            )
        };
        let checksum = "checksum = \"abc\"\n";
        assert_eq!(checksum_in(&lock(VERSION, checksum)).unwrap(), "abc");
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
            let error = checksum_in(&lock).unwrap_err().to_string();
            assert!(error.starts_with(problem), "{error}");
        }
    }

    #[test]
    fn our_changes_are_made_for_the_locked_engine_and_each_has_its_words() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        locked_checksum(&root).unwrap();
        for change in series(&root).unwrap() {
            assert!(change.patch.files().count() > 0, "{}", change.name);
            let words = change.name.replace(".patch", ".md");
            assert!(root.join(CHANGES).join(&words).exists(), "no {words}");
        }
    }

    #[test]
    fn paths_are_quoted_for_toml() {
        assert_eq!(toml_string(Path::new("/a b/c")), "\"/a b/c\"");
        let hostile = toml_string(Path::new("/a\"b\\c"));
        let parsed: toml::Table = format!("x = {hostile}").parse().unwrap();
        assert_eq!(parsed["x"].as_str(), Some("/a\"b\\c"));
    }

    /// A workspace with a locked engine, a registry with its archive, and a cargo that tells of it; in
    /// a directory with spaces.
    #[cfg(unix)]
    struct Fake {
        directory: tempfile::TempDir,
    }

    #[cfg(unix)]
    impl Fake {
        fn new() -> Self {
            use std::os::unix::fs::PermissionsExt as _;

            let fake = Self {
                directory: tempfile::Builder::new().prefix("a b ").tempdir().unwrap(),
            };
            let registry = fake.path("home/registry");
            let crate_directory = registry.join("src/index/boa_engine-0.22.0");
            for directory in [
                &fake.path("root/engine"),
                &fake.path("root/src"),
                &registry.join("cache/index"),
                &crate_directory,
            ] {
                fs::create_dir_all(directory).unwrap();
            }
            let packages = serde_json::json!({ "packages": [{
                "name": CRATE,
                "version": VERSION,
                "manifest_path": crate_directory.join("Cargo.toml"),
            }] });
            fs::write(fake.path("metadata.json"), packages.to_string()).unwrap();
            // `cargo metadata` tells of the registry; any other command tells where and how it ran.
            let script = format!(
                "#!/bin/sh\nif [ \"$1\" = metadata ]; then exec cat '{}'; fi\n\
                 pwd; echo \"${REQUIRED}\"; for argument; do echo \"$argument\"; done\n",
                fake.path("metadata.json").display()
            );
            fs::write(fake.path("cargo"), script).unwrap();
            let executable = fs::Permissions::from_mode(0o755);
            fs::set_permissions(fake.path("cargo"), executable).unwrap();
            fake.publish("1\n2\n");
            fake.patch("--- a/src/x.rs\n+++ b/src/x.rs\n@@ -1,0 +2 @@\n+added\n");
            fs::write(fake.path("root/Cargo.toml"), "[workspace]\n").unwrap();
            fake
        }

        fn path(&self, name: &str) -> PathBuf {
            self.directory.path().join(name)
        }

        /// Puts an archive into the registry and locks it.
        fn publish(&self, source: &str) {
            let mut archive = tar::Builder::new(flate2::write::GzEncoder::new(
                Vec::new(),
                flate2::Compression::fast(),
            ));
            let mut header = tar::Header::new_gnu();
            header.set_size(source.len() as u64);
            header.set_mode(0o644);
            header.set_cksum();
            archive
                .append_data(&mut header, "boa_engine-0.22.0/src/x.rs", source.as_bytes())
                .unwrap();
            let manifest = "[package]\nname = \"boa_engine\"\nbuild = false\n";
            header.set_size(manifest.len() as u64);
            header.set_cksum();
            archive
                .append_data(
                    &mut header,
                    "boa_engine-0.22.0/Cargo.toml",
                    manifest.as_bytes(),
                )
                .unwrap();
            let bytes = archive.into_inner().unwrap().finish().unwrap();
            let file = self.path("home/registry/cache/index/boa_engine-0.22.0.crate");
            fs::write(file, &bytes).unwrap();
            let checksum = hexadecimal(&Sha256::digest(&bytes));
            let lock = format!(
                "version = 4\n[[package]]\nname = \"boa_engine\"\nversion = \"0.22.0\"\n\
                 checksum = \"{checksum}\"\n"
            );
            fs::write(self.path("root/Cargo.lock"), lock).unwrap();
        }

        fn patch(&self, text: &str) {
            self.change("01-first.patch", text);
        }

        fn change(&self, name: &str, text: &str) {
            fs::write(self.path("root").join(CHANGES).join(name), text).unwrap();
        }

        fn engine(&self) -> Result<PathBuf, ExactError> {
            engine(
                &self.path("root"),
                &self.path("root/target/exact"),
                &self.path("cargo"),
            )
        }

        fn patched(&self) -> String {
            fs::read_to_string(self.engine().unwrap().join("src/x.rs")).unwrap()
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
        fake.patch("--- a/src/x.rs\n+++ b/src/x.rs\n@@ -2,0 +3 @@\n+last\n");
        assert_eq!(fake.patched(), "1\n2\nlast\n");
        fake.publish("3\n4\n");
        assert_eq!(fake.patched(), "3\n4\nlast\n");
    }

    #[cfg(unix)]
    #[test]
    fn changes_are_made_in_the_order_of_their_names_each_on_the_result_of_those_before_it() {
        let fake = Fake::new();
        let in_place_of_added = crate::patch::withhold(
            "--- a/src/x.rs\n+++ b/src/x.rs\n@@ -2 +2,2 @@\n-added\n+second\n+third\n",
        );
        // Written first, applied last.
        fake.change(
            "03-c.patch",
            "--- a/src/x.rs\n+++ b/src/x.rs\n@@ -3,0 +4 @@\n+c\n",
        );
        fake.change("02-b.patch", &in_place_of_added);
        fake.change("02-b.md", "not a change");
        assert_eq!(fake.patched(), "1\nsecond\nthird\nc\n2\n");
        fake.patch("--- a/src/x.rs\n+++ b/src/x.rs\n@@ -1,0 +2 @@\n+other\n");
        let problem = fake.engine().unwrap_err().to_string();
        assert_eq!(
            problem,
            "engine/02-b.patch does not apply to src/x.rs: its lines 2 to 2 are not those that the patch takes \
             out; it is made for another source, or for another change before it"
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
        assert_eq!(
            fs::read_to_string(engine.join("build.rs")).unwrap(),
            BUILD_SCRIPT
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
        fake.patch("--- a/src/x.rs\n+++ b/src/x.rs\n@@ -9,0 +10 @@\n+far\n");
        let told = |fake: &Fake| fake.engine().unwrap_err().to_string();
        let expected =
            "engine/01-first.patch does not apply to src/x.rs: it has no line 9; it is made";
        assert!(told(&fake).starts_with(expected), "{}", told(&fake));
        fake.patch("--- a/src/y.rs\n+++ b/src/y.rs\n@@ -0,0 +1 @@\n+new\n");
        assert!(told(&fake).contains("does not apply to src/y.rs: there is no such file"));
        fake.patch("+stray\n");
        assert_eq!(
            told(&fake),
            "engine/01-first.patch: line 1: a change outside of a hunk"
        );
        fs::remove_file(fake.path("root/engine/01-first.patch")).unwrap();
        assert!(told(&fake).starts_with("engine/ has no *.patch"));
        fake.patch("--- a/src/x.rs\n+++ b/src/x.rs\n@@ -1,0 +2 @@\n+added\n");
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

    #[cfg(unix)]
    #[test]
    fn the_workspace_is_links_and_a_lock_of_its_own() {
        let fake = Fake::new();
        let (root, workspace) = (fake.path("root"), fake.path("root/target/exact/workspace"));
        let lock = || fs::read_to_string(workspace.join("Cargo.lock")).unwrap();
        fs::write(root.join("old"), "").unwrap();
        mirror(&root, &workspace).unwrap();
        assert!(workspace.join("Cargo.toml").is_symlink() && workspace.join("src").is_dir());
        assert!(!workspace.join("target").exists());
        // Cargo takes the engine's checksum out.
        fs::write(workspace.join("Cargo.lock"), "patched").unwrap();
        fs::remove_file(root.join("old")).unwrap();
        mirror(&root, &workspace).unwrap();
        assert_eq!(lock(), "patched", "kept while ours stays");
        assert!(
            !workspace.join("old").is_symlink(),
            "a link to what is gone"
        );
        fs::write(workspace.join("out.json"), "").unwrap();
        fs::write(root.join("out.json"), "").unwrap();
        let in_the_way = mirror(&root, &workspace).unwrap_err().to_string();
        assert!(in_the_way.contains("out.json stands where a link into the work tree must go"));
        fs::remove_file(workspace.join("out.json")).unwrap();
        fake.publish("changed");
        assert!(mirror(&root, &workspace).unwrap());
        assert_eq!(lock(), fs::read_to_string(root.join("Cargo.lock")).unwrap());
    }

    #[cfg(unix)]
    #[test]
    fn cargo_runs_there_with_the_engine() {
        let fake = Fake::new();
        let root = fake.path("root").canonicalize().unwrap();
        let mut command = cargo_command(&root, &fake.path("cargo"), &arguments("test -q")).unwrap();
        let output = command.output().unwrap();
        let workspace = root.join("target/exact/workspace");
        let expected = format!("{}\n1\ntest\n-q\n", workspace.display());
        assert_eq!(String::from_utf8(output.stdout).unwrap(), expected);
        let configuration = fs::read_to_string(workspace.join(".cargo/config.toml")).unwrap();
        let configuration: toml::Table = configuration.parse().unwrap();
        let path = configuration["patch"]["crates-io"][CRATE]["path"]
            .as_str()
            .unwrap();
        assert_eq!(Path::new(path), root.join("target/exact/boa_engine-0.22.0"));
    }
}
