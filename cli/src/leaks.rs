//! `boa-ac leaks`

mod why;

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
    time::Duration,
};

use boa_async_context::OneLine;
use boa_async_context_leak_lab::{
    Column, Error, Options, Report, find, html, own_scenarios, peers, run, stop_running, storages,
    write_plots,
};
use clap::{Args, Subcommand};

use crate::{
    exit::{NOT_STARTED, code_of},
    numbers::seconds_above_zero,
    output::{print, say},
    progress::Bar,
    terminate,
};

#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
    after_help = "An expectation is an object: payloads (\"released\", \"retained\", { atMost: 1 }, or these by group), \
        why, and if wanted bytes (\"flat\", \"grows\"), strong: {...} for what strong storage must keep, and stock: {...} \
        for what only the engine could mend.\n\n\
        Exit code: 0 when everything is as expected; 1 when a scenario retains what it must not, releases what it must \
        keep, or failed on our engine; 2 for wrong usage or a path that does not exist. Peers are measured, not judged.\n\n\
        Examples:\n  boa-ac leaks\n  boa-ac leaks --peers --json leaks.json --html leaks.html\n  \
        boa-ac leaks my-scenario.mjs --storage weak,strong"
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,

    /// Scenarios, or directories of them [default: those of leak-lab/scenarios]
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Storages to run in, separated by commas [default: all]
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    storage: Vec<boa_async_context::Storage>,

    /// Run on Node, Deno and Bun, too: the pinned ones if they are installed, else those on PATH
    #[arg(long)]
    peers: bool,

    /// First install the pinned peers from npm into target/; implies --peers. Goes on without them if that fails
    #[arg(long)]
    install_peers: bool,

    /// Few rounds: enough to see what is retained, too few for good slopes
    #[arg(long)]
    quick: bool,

    /// Seconds that a scenario may take on one engine
    #[arg(long, value_name = "S", default_value = "60", value_parser = seconds_above_zero)]
    time_limit: Duration,

    /// Write the results as JSON; - is standard output, which then has nothing else
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,

    /// Write the results as one page with pictures, which needs no network and no script; - as above
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,

    /// Write the pictures as SVG files into a directory
    #[arg(long, value_name = "DIR")]
    svg: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run a program and print why values of AsyncContext variables are still alive
    ///
    /// Every capture of a context is traced to its place in the program. The report groups the values by what keeps
    /// them: which captures, made at which line; how many, how large, how old; one chain from a capture to a value;
    /// and what to do. The largest group comes first. Garbage is collected before.
    Why(Box<why::Arguments>),
}

impl Arguments {
    /// The files of reports.
    fn outputs(&self) -> impl Iterator<Item = &Path> {
        [&self.json, &self.html]
            .into_iter()
            .flatten()
            .map(PathBuf::as_path)
    }

    /// Whether the reports can be written, as far as it can be known before a run of some minutes.
    fn check_outputs(&self) -> Result<(), Error> {
        let outputs: Vec<&Path> = self.outputs().collect();
        if let [one, other] = outputs[..]
            && one == other
        {
            let error = io::Error::other("--json and --html cannot go to the same place");
            return Err(failed(one)(error));
        }
        for path in outputs {
            if path != Path::new("-") {
                check_file(path).map_err(failed(path))?;
            }
        }
        if let Some(directory) = &self.svg {
            let probe = directory.join(".boa-ac-leaks");
            fs::create_dir_all(directory)
                .and_then(|()| check_file(&probe))
                .map_err(failed(directory))?;
        }
        Ok(())
    }
}

fn failed(path: &Path) -> impl FnOnce(io::Error) -> Error {
    let path = path.to_owned();
    |error| Error::Write { path, error }
}

/// Whether a file can be written. It stays as it is; one that is not there is made and removed again.
fn check_file(path: &Path) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        Ok(metadata) if metadata.is_file() => {
            fs::OpenOptions::new().write(true).open(path).map(|_| ())
        }
        // Opening a pipe would wait for its reader.
        Ok(_) => Ok(()),
        Err(_) => {
            fs::OpenOptions::new()
                .write(true)
                .create_new(true)
                .open(path)?;
            fs::remove_file(path)
        }
    }
}

pub(crate) fn main(arguments: Arguments) -> ExitCode {
    if let Some(Command::Why(arguments)) = arguments.command {
        return why::main(*arguments);
    }
    match leaks(&arguments) {
        Ok(is_success) => code_of(is_success),
        Err(error) => {
            let error = error.to_string();
            say(&format!("boa-ac leaks: {}", OneLine::new(&error)));
            ExitCode::from(NOT_STARTED)
        }
    }
}

fn leaks(arguments: &Arguments) -> Result<bool, Error> {
    let files = files(arguments)?;
    arguments.check_outputs()?;
    let columns = columns(arguments);
    let program = std::env::current_exe().map_err(|error| Error::File {
        path: PathBuf::from("boa-ac"),
        problem: format!("cannot find itself: {error}"),
    })?;
    let mut options = Options::new((program, vec!["leaks-worker".into()]));
    options.time_limit = arguments.time_limit;
    if arguments.quick {
        options = options.quick();
    }
    terminate::exit_after(stop_running).map_err(|error| Error::File {
        path: PathBuf::from("boa-ac"),
        problem: format!("cannot watch for signals: {error}"),
    })?;
    let bar = Bar::new(files.len() * columns.len());
    let mut report = run(&files, &columns, &options, |name, column, outcome| {
        // The name is that of a file, and may hold what a terminal obeys.
        let (name, column) = (OneLine::new(name), &column.name);
        match outcome {
            None => bar.set_message(format!("{name} ({column})")),
            Some(outcome) => {
                bar.advance();
                let (position, cell) = (bar.position(), outcome.cell());
                bar.line(&format!("[{position}] {name} ({column}): {cell}"));
            }
        }
    });
    bar.end();
    report.command = Some(command());
    // First: a file that cannot be written must not cost the results.
    if !arguments.outputs().any(|path| path == Path::new("-")) {
        print(&report.text());
    }
    let written = [
        arguments
            .json
            .as_ref()
            .map(|path| write(path, &json(&report))),
        arguments
            .html
            .as_ref()
            .map(|path| write(path, &html(&report)?)),
        arguments
            .svg
            .as_ref()
            .map(|path| write_plots(&report, path)),
    ];
    let written: Result<Vec<()>, Error> = written.into_iter().flatten().collect();
    written.map(|_| report.is_success())
}

fn files(arguments: &Arguments) -> Result<Vec<PathBuf>, Error> {
    if arguments.files.is_empty() {
        return find(&own_scenarios());
    }
    let found: Result<Vec<_>, _> = arguments.files.iter().map(|path| find(path)).collect();
    Ok(found?.concat())
}

fn columns(arguments: &Arguments) -> Vec<Column> {
    let mut columns = if arguments.storage.is_empty() {
        storages()
    } else {
        arguments
            .storage
            .iter()
            .copied()
            .map(Column::ours)
            .collect()
    };
    if arguments.install_peers {
        say("installing the pinned peers into target/leak-lab-peers");
        // Without a network there are still our storages, and what is on PATH.
        if let Err(error) = peers::install() {
            say(&format!("boa-ac leaks: {error}; going on without them"));
        }
    }
    if arguments.peers || arguments.install_peers {
        columns.extend(peers::find());
    }
    columns
}

/// The command line of this process, as it can be typed again.
fn command() -> String {
    let words = std::env::args().skip(1).map(|word| {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./:,=@+%".contains(c);
        if !word.is_empty() && word.chars().all(is_plain) {
            word
        } else {
            format!("'{}'", word.replace('\'', "'\\''"))
        }
    });
    ["boa-ac".to_owned()]
        .into_iter()
        .chain(words)
        .collect::<Vec<_>>()
        .join(" ")
}

fn json(report: &Report) -> String {
    // A report has no maps with keys that JSON cannot have.
    let mut text = serde_json::to_string_pretty(report).unwrap_or_default();
    text.push('\n');
    text
}

fn write(path: &Path, text: &str) -> Result<(), Error> {
    let written = if path == Path::new("-") {
        match io::stdout().write_all(text.as_bytes()) {
            // A reader that has gone away, as `head`, is not an error.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            written => written,
        }
    } else {
        fs::write(path, text)
    };
    written.map_err(failed(path))
}
