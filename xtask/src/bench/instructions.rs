//! Counting the instructions of hot paths, and comparing them with a committed baseline.
//!
//! Times on a shared machine wander by tens of per cent; instructions hardly do. A path is a variant of the bench `figures`. It
//! runs under callgrind with a small and with a large number of operations, so that the start of the process and of the runtime
//! cancels out. The build that is checked is that of the tests, because every check builds it anyway: a release build would take
//! minutes more. The page has the counts of the release build.

use std::{
    collections::BTreeMap,
    ffi::OsStr,
    fmt::Write as _,
    fs, io,
    panic::resume_unwind,
    path::{Path, PathBuf},
    process::{Command, Output},
    thread,
};

use serde::{Deserialize, Serialize};

use crate::cargo::cargo;

/// The baseline.
const BASELINE: &str = "benches/instructions.toml";
/// How much more than the baseline a path may cost.
const TOLERANCE: f64 = 0.02;
/// The operations of the shorter run.
const FEW: u32 = 20;

/// What is counted: a variant of the bench, and how often more it runs in the longer run.
const PATHS: [(&str, u32); 15] = [
    ("get, 1 variable", 2_000),
    ("get, 1 variable of 1,001", 2_000),
    ("get, not set, 1,000 others", 2_000),
    ("run, 0 others", 2_000),
    ("run, 1000 others", 2_000),
    ("run and capture, 0 others", 1_000),
    ("run and capture, 1000 others", 1_000),
    ("await, no context", 1_000),
    ("await, one variable set", 1_000),
    ("then, no context", 1_000),
    ("then, one variable set", 1_000),
    ("generator next(), one variable set", 2_000),
    ("setTimeout, one variable set", 1_000),
    ("postMessage, one variable set", 1_000),
    ("stream read(), one variable set", 400),
];

/// Instructions for one operation, by the name of what is done.
pub(super) type Counts = BTreeMap<String, u64>;

/// Why the instructions could not be counted.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CountError {
    #[error("{}: {error}", path.display())]
    Io { path: PathBuf, error: io::Error },
    #[error("{BASELINE}: {0}; write it anew with `cargo xtask bench --bless`")]
    Baseline(String),
    #[error("cannot run {program}: {error}{advice}")]
    NoProgram {
        program: String,
        error: io::Error,
        advice: &'static str,
    },
    #[error("{program} failed:\n{text}")]
    Failed { program: String, text: String },
    #[error("cargo has built no bench `figures`")]
    NoBench,
    #[error("callgrind did not say how many instructions it had counted for \"{path}\":\n{text}")]
    NoCount { path: String, text: String },
}

/// The committed counts: instructions for one operation.
#[derive(Debug, Serialize, Deserialize)]
struct Baseline {
    /// The compiler that they are of. Those of another one cannot be compared.
    rustc: String,
    /// By the name of the path.
    published: Counts,
}

/// Counts, compares with the baseline, and returns a table and whether no path has become slower.
pub(crate) fn check(root: &Path) -> Result<(String, bool), CountError> {
    let path = root.join(BASELINE);
    let text = fs::read_to_string(&path).map_err(|error| CountError::Io { path, error })?;
    let baseline: Baseline =
        toml::from_str(&text).map_err(|error| CountError::Baseline(error.to_string()))?;
    let rustc = rustc()?;
    if baseline.rustc != rustc {
        return Ok((
            format!(
                "nothing was compared: {BASELINE} is of {}, and this is {rustc}. `cargo xtask bench --bless` on a commit that is \
                 known to be good writes it anew.\n",
                baseline.rustc
            ),
            true,
        ));
    }
    Ok(compare(&baseline.published, &count_all(root)?))
}

/// Counts, and makes the result the baseline. Returns the comparison with the one before.
pub(crate) fn bless(root: &Path) -> Result<String, CountError> {
    let path = root.join(BASELINE);
    let before = fs::read_to_string(&path).ok();
    let before = before.and_then(|text| toml::from_str::<Baseline>(&text).ok());
    let baseline = Baseline {
        rustc: rustc()?,
        published: count_all(root)?,
    };
    let text =
        toml::to_string(&baseline).map_err(|error| CountError::Baseline(error.to_string()))?;
    let text = format!(
        "# Instructions for one operation in the build of the tests; `cargo xtask bench --check` compares with them.\n\
         # Written by `cargo xtask bench --bless`.\n{text}"
    );
    fs::write(&path, text).map_err(|error| CountError::Io { path, error })?;
    let before = before.map_or_else(Counts::new, |before| before.published);
    Ok(compare(&before, &baseline.published).0)
}

/// A table, and whether no path costs more than the baseline allows.
fn compare(before: &Counts, now: &Counts) -> (String, bool) {
    let mut table = String::from(
        "| instructions for one operation | before | now | ratio | |\n|---|---:|---:|---:|---|\n",
    );
    let mut is_good = true;
    for (path, now) in now {
        let Some(before) = before.get(path) else {
            let _ = writeln!(table, "| {path} | | {now} | | **not in the baseline** |");
            is_good = false;
            continue;
        };
        #[expect(clippy::cast_precision_loss, reason = "thousands")]
        let ratio = *now as f64 / *before as f64;
        let is_slower = ratio > 1.0 + TOLERANCE;
        is_good &= !is_slower;
        let verdict = match ratio {
            _ if is_slower => "**slower**",
            _ if ratio < 1.0 - TOLERANCE => "faster",
            _ => "",
        };
        let _ = writeln!(
            table,
            "| {path} | {before} | {now} | {ratio:.3} | {verdict} |"
        );
    }
    for path in before.keys().filter(|path| !now.contains_key(*path)) {
        let _ = writeln!(table, "| {path} | | | | **no longer counted** |");
        is_good = false;
    }
    if !is_good {
        let _ = writeln!(
            table,
            "\nA path costs more than {:.0} % more than {BASELINE} says, or one of the two has a path that the other has not. Look at it with `valgrind --tool=callgrind`; if it is \
             worth its price, say why in the commit that writes the file anew (`cargo xtask bench --bless`).",
            TOLERANCE * 100.0
        );
    }
    (table, is_good)
}

fn count_all(root: &Path) -> Result<Counts, CountError> {
    // Of the whole workspace, so that the engine has the features that it has in the tests.
    let bench = build(root, &["build", "--workspace", "--bench", "figures"])?;
    let count =
        |&(path, more): &(&str, u32)| Ok((path.to_owned(), count_each(&bench, path, more)?));
    PATHS.iter().map(count).collect()
}

/// Counts everything that the bench `figures` compares, `times` times, in the release profile. `command` is the cargo command
/// that builds it. Nothing is counted if there is no valgrind.
pub(super) fn count_release(
    root: &Path,
    command: &[&str],
    times: u32,
) -> Result<Counts, CountError> {
    if Command::new("valgrind").arg("--version").output().is_err() {
        return Ok(Counts::new());
    }
    let bench = build(root, command)?;
    let output = run(Command::new(&bench).arg("names"), "")?;
    let names = String::from_utf8_lossy(&output.stdout);
    let names: Vec<&str> = names.lines().collect();
    // Counts are the same on a busy machine.
    let threads = thread::available_parallelism().map_or(1, Into::into);
    let chunks: Vec<&[&str]> = names.chunks(names.len().div_ceil(threads).max(1)).collect();
    let counted = thread::scope(|scope| {
        let workers: Vec<_> = chunks
            .iter()
            .map(|names| {
                let bench = &bench;
                scope.spawn(move || {
                    let count =
                        |name: &&str| Ok(((*name).to_owned(), count_each(bench, name, times)?));
                    names
                        .iter()
                        .map(count)
                        .collect::<Result<Vec<_>, CountError>>()
                })
            })
            .collect();
        workers
            .into_iter()
            .map(|worker| worker.join().unwrap_or_else(|panic| resume_unwind(panic)))
            .collect::<Result<Vec<_>, _>>()
    })?;
    Ok(counted.into_iter().flatten().collect())
}

/// A table of the counts of both engines, or why there is none.
pub(super) fn table_of_counts(published: &Counts, exact: &Counts, times: u32) -> String {
    if published.is_empty() {
        return "They were not counted: there was no valgrind.\n".to_owned();
    }
    let mut table = format!(
        "For one operation: {times} of them under callgrind, the start taken off. They are nearly the same in each run. The first \
         table has their ratios.\n\n| | published | exact |\n|---|---:|---:|\n"
    );
    for (name, count) in published {
        let exact = exact.get(name).map_or_else(String::new, u64::to_string);
        let _ = writeln!(table, "| {name} | {count} | {exact} |");
    }
    table
}

/// The instructions for one of `more` operations.
fn count_each(bench: &Path, path: &str, more: u32) -> Result<u64, CountError> {
    let few = count(bench, path, FEW)?;
    let many = count(bench, path, FEW + more)?;
    Ok(many.saturating_sub(few) / u64::from(more))
}

/// Builds the bench and returns its program.
fn build(root: &Path, command: &[&str]) -> Result<PathBuf, CountError> {
    let mut cargo = Command::new(cargo());
    let format = ["--message-format", "json-render-diagnostics"];
    let output = run(cargo.args(command).args(format).current_dir(root), "")?;
    let messages = String::from_utf8_lossy(&output.stdout);
    let executable = messages.lines().find_map(|line| {
        let message: serde_json::Value = serde_json::from_str(line).ok()?;
        let is_bench = message["target"]["name"] == "figures";
        is_bench.then(|| message["executable"].as_str().map(PathBuf::from))?
    });
    executable.ok_or(CountError::NoBench)
}

/// The instructions of a whole run of `bench`.
fn count(bench: &Path, path: &str, times: u32) -> Result<u64, CountError> {
    let mut command = Command::new("valgrind");
    command
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(bench)
        .args(["only", path, &times.to_string()]);
    let output = run(
        &mut command,
        "; install valgrind (on Debian: apt-get install valgrind)",
    )?;
    let text = String::from_utf8_lossy(&output.stderr);
    let counted = text
        .lines()
        .find_map(|line| line.split_once("Collected :")?.1.trim().parse().ok());
    counted.ok_or_else(|| CountError::NoCount {
        path: path.to_owned(),
        text: text.into_owned(),
    })
}

fn rustc() -> Result<String, CountError> {
    let output = run(Command::new("rustc").arg("--version"), "")?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn run(command: &mut Command, advice: &'static str) -> Result<Output, CountError> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command
        .stdin(std::process::Stdio::null())
        .output()
        .map_err(|error| CountError::NoProgram {
            program: program.clone(),
            error,
            advice,
        })?;
    if !output.status.success() {
        let arguments: Vec<_> = command.get_args().map(OsStr::to_string_lossy).collect();
        return Err(CountError::Failed {
            program: format!("{program} {}", arguments.join(" ")),
            text: String::from_utf8_lossy(&output.stderr).into_owned(),
        });
    }
    Ok(output)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts<const N: usize>(counts: [(&str, u64); N]) -> Counts {
        counts.map(|(path, count)| (path.to_owned(), count)).into()
    }

    #[test]
    fn two_per_cent_more_are_too_much_and_less_is_not() {
        let before = counts([("await", 10_000), ("get", 1_000)]);
        let (table, is_good) = compare(&before, &counts([("await", 10_200), ("get", 900)]));
        assert!(is_good, "{table}");
        for row in [
            "| await | 10000 | 10200 | 1.020 |  |",
            "| get | 1000 | 900 | 0.900 | faster |",
        ] {
            assert!(table.contains(row), "{table}");
        }
        let (table, is_good) = compare(&before, &counts([("await", 10_000), ("new", 5)]));
        assert!(!is_good, "{table}");
        for row in [
            "| new | | 5 | | **not in the baseline** |",
            "| get | | | | **no longer counted** |",
        ] {
            assert!(table.contains(row), "{table}");
        }
        let (table, is_good) = compare(&before, &counts([("await", 10_201), ("get", 1_000)]));
        assert!(!is_good && table.contains("| await | 10000 | 10201 | 1.020 | **slower** |"));
        assert!(table.contains("--bless"));
    }

    #[test]
    fn a_program_that_is_missing_or_fails_is_named() {
        let error = run(&mut Command::new("no-such-program"), "; install it").unwrap_err();
        assert!(
            error.to_string().contains("cannot run no-such-program")
                && error.to_string().ends_with("; install it")
        );
        let error = run(Command::new("sh").args(["-c", "echo why >&2; exit 3"]), "").unwrap_err();
        assert!(error.to_string().ends_with("why\n"), "{error}");
    }
}
