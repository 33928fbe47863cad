//! `boa-ac run --watch`: runs the program in a process of its own, and again when a file that it has loaded changes.
//!
//! The files are looked at again and again. No crate that is told by the operating system fits: `notify` has a licence that
//! `deny.toml` does not allow.

use std::{
    collections::BTreeMap,
    env,
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
    process::{ExitCode, Stdio},
    time::Duration,
};

use tokio::{
    process::{Child, ChildStdin, Command},
    time::{interval, sleep, timeout},
};

use crate::{
    exit::NOT_STARTED,
    loaded::{Loaded, Print, parse},
    output::say,
    terminate::{Signals, signals},
};

/// The time between two looks at the files.
const PAUSE: Duration = Duration::from_millis(100);

/// How long a program may take to end after the time that its resources have.
const ENDING: Duration = Duration::from_secs(2);

/// Runs the program of the command line, which has `--watch`, until a signal comes. Its resources have `grace` to close before the
/// next run.
pub(crate) fn main(grace: Duration) -> ExitCode {
    let watched = signals().and_then(|(runtime, signals)| {
        let program = Program::of_command_line()?;
        Ok(runtime.block_on(watch(&program, signals, grace)))
    });
    match watched.and_then(|code| code) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            say(&format!("boa-ac: cannot watch the program: {error}"));
            ExitCode::from(NOT_STARTED)
        }
    }
}

/// How the program is started.
struct Program {
    command: PathBuf,
    arguments: Vec<OsString>,
    /// Where a run writes what it has loaded.
    list: PathBuf,
}

impl Program {
    fn of_command_line() -> io::Result<Self> {
        let mut is_option = true;
        let arguments = env::args_os().skip(2).filter(|argument| {
            is_option &= argument != "--";
            !(is_option && argument == "--watch")
        });
        let list = env::temp_dir().join(format!("boa-ac-watch-{}", std::process::id()));
        // Never a file that somebody else has put there.
        fs::File::create_new(&list)?;
        Ok(Self {
            command: env::current_exe()?,
            arguments: arguments.collect(),
            list,
        })
    }

    /// Starts a run. It ends when its standard input does.
    fn start(&self) -> io::Result<Run<'_>> {
        fs::write(&self.list, "")?;
        let mut child = Command::new(&self.command)
            .arg("run")
            .arg("--watched")
            .arg(&self.list)
            .args(&self.arguments)
            .stdin(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        Ok(Run {
            control: child.stdin.take(),
            child,
            list: &self.list,
            files: BTreeMap::new(),
        })
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.list);
    }
}

/// Runs the program again and again. Returns the exit code after a signal.
async fn watch(program: &Program, mut signals: Signals, grace: Duration) -> io::Result<u8> {
    loop {
        let mut run = program.start()?;
        tokio::select! {
            changed = run.until_change() => {
                let path = changed?;
                say(&format!(
                    "boa-ac: {} has changed: running again",
                    path.display()
                ));
            }
            (_, number) = signals.next() => {
                tokio::select! {
                    ended = run.end(grace) => ended?,
                    _ = signals.next() => {}
                }
                return Ok(u8::try_from(128 + number).unwrap_or(u8::MAX));
            }
        }
        run.end(grace).await?;
    }
}

/// A run of the program.
struct Run<'program> {
    child: Child,
    /// The program ends when this is dropped.
    control: Option<ChildStdin>,
    list: &'program Path,
    /// The files that it has loaded, as they were then.
    files: BTreeMap<PathBuf, Option<Print>>,
}

impl Run<'_> {
    /// Waits until one of the files is another one than was loaded, and stays as it is for a moment: an editor may write it in
    /// several steps. Returns its path.
    async fn until_change(&mut self) -> io::Result<PathBuf> {
        let mut looks = interval(PAUSE);
        let mut is_running = true;
        loop {
            tokio::select! {
                ended = self.child.wait(), if is_running => {
                    is_running = false;
                    self.look_for_files()?;
                    let how = match ended?.code() {
                        Some(code) => format!("with the exit code {code}"),
                        None => "by a signal".to_owned(),
                    };
                    say(&format!(
                        "boa-ac: the program ended {how}; it runs again when one of its files changes ({} watched; Ctrl-C ends)",
                        self.files.len()
                    ));
                }
                _ = looks.tick() => {
                    self.look_for_files()?;
                    if let Some(path) = self.changed() {
                        self.settled(&path).await;
                        return Ok(path);
                    }
                }
            }
        }
    }

    /// Reads what the program has loaded until now.
    fn look_for_files(&mut self) -> io::Result<()> {
        for Loaded { path, print } in parse(&fs::read_to_string(self.list)?) {
            // What was loaded first is what the program knows.
            self.files.entry(path).or_insert(print);
        }
        Ok(())
    }

    fn changed(&self) -> Option<PathBuf> {
        let mut files = self.files.iter();
        let changed = files.find(|(path, print)| Print::of(path) != **print);
        changed.map(|(path, _)| path.clone())
    }

    /// Waits until a file stays as it is between two looks.
    async fn settled(&self, path: &Path) {
        let mut before = Print::of(path);
        loop {
            sleep(PAUSE).await;
            let now = Print::of(path);
            if now == before {
                return;
            }
            before = now;
        }
    }

    /// Ends the program, if it is running still.
    async fn end(&mut self, grace: Duration) -> io::Result<()> {
        drop(self.control.take());
        let limit = grace.saturating_mul(2).saturating_add(ENDING);
        match timeout(limit, self.child.wait()).await {
            Ok(ended) => ended.map(drop),
            Err(_) => self.child.kill().await,
        }
    }
}
