//! `cargo xtask exact`: the engine with our hooks.
//!
//! The published engine gets our changes (`engine/*.patch`, in the order of their names, or those that are chosen), and a build
//! script that tells the crates that depend on it of the hooks ([`crate::sources`]). The command runs in a workspace beside this one, `target/exact/workspace/`: links to everything
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

use crate::{
    cargo::cargo,
    series::Selection,
    sources::{At as _, SourceError, changed_crates},
};

/// Tells the build script of `boa_async_context` that an engine without the hooks is an error.
const REQUIRED: &str = "BOA_ASYNC_CONTEXT_REQUIRE_EXACT";

/// Options that would take the command out of the workspace with the patched engine.
const ELSEWHERE: [&str; 3] = ["--manifest-path", "--lockfile-path", "-C"];

/// Why the command could not be run.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ExactError {
    #[error("{0}")]
    Usage(String),
    #[error(
        "{} stands where a link into the work tree must go: a program wrote it there; move it away",
        path.display()
    )]
    InTheWay { path: PathBuf },
    #[error(transparent)]
    Source(#[from] SourceError),
}

/// Runs a cargo command with the patched engine.
pub(crate) fn run(selection: &Selection, command: &[OsString]) -> Result<ExitCode, ExactError> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let root = root.canonicalize().at(&root)?;
    let cargo = cargo();
    let status = cargo_command(&root, &cargo, selection, command)?.status();
    let status = status.map_err(|error| SourceError::NoCargo { cargo, error })?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}

/// The command, once everything that it needs is there.
fn cargo_command(
    root: &Path,
    cargo: &Path,
    selection: &Selection,
    command: &[OsString],
) -> Result<Command, ExactError> {
    check_arguments(command)?;
    let exact = root.join("target/exact");
    fs::create_dir_all(&exact).at(&exact)?;
    // Until this function returns; another run waits here.
    let lock = exact.join(".lock");
    let lock_file = fs::File::create(&lock).at(&lock)?;
    lock_file.lock().at(&lock)?;
    let changed = changed_crates(root, &exact, cargo, selection)?;
    let workspace = exact.join("workspace");
    let names: Vec<_> = changed.iter().map(|(name, _)| *name).collect();
    let is_new_lock = mirror(root, &workspace, &names)?;

    // In a file: what stands on the command line does not reach the cargo that `cargo clippy` starts.
    let configuration = workspace.join(".cargo");
    fs::create_dir_all(&configuration).at(&configuration)?;
    let mut patched = "[patch.crates-io]\n".to_owned();
    for (name, path) in &changed {
        patched.push_str(&format!("{name}.path = {}\n", toml_string(path)));
    }
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

/// Makes or refreshes the workspace of links, for an engine in which these crates are changed. Whether its lock was begun anew.
///
/// Links that are right are left alone: a command may be running there.
fn mirror(root: &Path, workspace: &Path, changed: &[&str]) -> Result<bool, ExactError> {
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
    // The lock of the patched workspace differs in the entries of the changed crates. Begun anew when ours changes, or when others
    // are changed.
    let (ours, theirs) = (root.join("Cargo.lock"), workspace.join("Cargo.lock"));
    let begun_from = workspace.join(".begun-from.lock");
    let lock = fs::read_to_string(&ours).at(&ours)?;
    let begun = format!("{lock}\n# {}\n", changed.join(", "));
    let is_new = !theirs.exists() || fs::read_to_string(&begun_from).ok().as_ref() != Some(&begun);
    if is_new {
        fs::write(&theirs, &lock).at(&theirs)?;
        fs::write(&begun_from, &begun).at(&begun_from)?;
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

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(unix)]
    use crate::sources::fake::Fake;

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
    fn paths_are_quoted_for_toml() {
        assert_eq!(toml_string(Path::new("/a b/c")), "\"/a b/c\"");
        let hostile = toml_string(Path::new("/a\"b\\c"));
        let parsed: toml::Table = format!("x = {hostile}").parse().unwrap();
        assert_eq!(parsed["x"].as_str(), Some("/a\"b\\c"));
    }

    #[cfg(unix)]
    #[test]
    fn the_workspace_is_links_and_a_lock_of_its_own() {
        let fake = Fake::new();
        let (root, workspace) = (fake.path("root"), fake.path("root/target/exact/workspace"));
        let lock = || fs::read_to_string(workspace.join("Cargo.lock")).unwrap();
        fs::write(root.join("old"), "").unwrap();
        mirror(&root, &workspace, &["boa_engine"]).unwrap();
        assert!(workspace.join("Cargo.toml").is_symlink() && workspace.join("src").is_dir());
        assert!(!workspace.join("target").exists());
        // Cargo takes the engine's checksum out.
        fs::write(workspace.join("Cargo.lock"), "patched").unwrap();
        fs::remove_file(root.join("old")).unwrap();
        mirror(&root, &workspace, &["boa_engine"]).unwrap();
        assert_eq!(lock(), "patched", "kept while ours stays");
        assert!(
            !workspace.join("old").is_symlink(),
            "a link to what is gone"
        );
        fs::write(workspace.join("out.json"), "").unwrap();
        fs::write(root.join("out.json"), "").unwrap();
        let in_the_way = mirror(&root, &workspace, &["boa_engine"])
            .unwrap_err()
            .to_string();
        assert!(in_the_way.contains("out.json stands where a link into the work tree must go"));
        fs::remove_file(workspace.join("out.json")).unwrap();
        fake.publish("changed");
        assert!(mirror(&root, &workspace, &["boa_engine"]).unwrap());
        assert_eq!(lock(), fs::read_to_string(root.join("Cargo.lock")).unwrap());
        // Other crates are changed.
        assert!(mirror(&root, &workspace, &["boa_ast", "boa_engine"]).unwrap());
        assert!(!mirror(&root, &workspace, &["boa_ast", "boa_engine"]).unwrap());
    }

    #[cfg(unix)]
    #[test]
    fn cargo_runs_there_with_the_engine() {
        let fake = Fake::new();
        let root = fake.path("root").canonicalize().unwrap();
        let mut command = cargo_command(
            &root,
            &fake.path("cargo"),
            &Selection::default(),
            &arguments("test -q"),
        )
        .unwrap();
        let output = command.output().unwrap();
        let workspace = root.join("target/exact/workspace");
        let expected = format!("{}\n1\ntest\n-q\n", workspace.display());
        assert_eq!(String::from_utf8(output.stdout).unwrap(), expected);
        let configuration = fs::read_to_string(workspace.join(".cargo/config.toml")).unwrap();
        let configuration: toml::Table = configuration.parse().unwrap();
        let path = configuration["patch"]["crates-io"]["boa_engine"]["path"]
            .as_str()
            .unwrap();
        assert_eq!(Path::new(path), root.join("target/exact/boa/core/engine"));
    }
}
