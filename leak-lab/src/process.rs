//! A process with a time limit, of which little is kept: the lines of its report, and its last words.

use std::{
    collections::VecDeque,
    io::{self, Read},
    process::{Child, Command, ExitStatus, Stdio},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    },
    thread,
    time::{Duration, Instant},
};

/// How much of a process's standard error is shown, of its begin or of its end.
const WORDS: usize = 600;
/// How much of a process's standard error is kept until its end.
const TAIL: usize = 8 << 10;
/// The most bytes of a report: the pauses of 100,000 rounds need about a tenth of it.
const LONGEST_REPORT: usize = 32 << 20;
/// How often it is looked whether the process has ended.
const POLL: Duration = Duration::from_millis(5);
/// How long it is waited for the end of the output after the end of the process. Only a process that the child
/// started and that left its group can still hold the output open.
const DRAIN: Duration = Duration::from_secs(5);

/// The process that is running, so that [`stop_running`] finds it.
static RUNNING: Mutex<Option<Group>> = Mutex::new(None);

/// How a process ended, and what it wrote.
#[derive(Debug)]
pub(crate) struct Ended {
    /// The lines of standard output that began with the mark, without it.
    pub(crate) report: Vec<String>,
    /// Whether there were more of these lines than are kept, or the last one was not whole.
    pub(crate) is_truncated: bool,
    /// The first lines of standard error.
    pub(crate) first_words: String,
    /// The last lines of standard error.
    pub(crate) last_words: String,
    /// `None` after the time limit.
    pub(crate) status: Option<ExitStatus>,
}

/// Runs a command to its end, or kills it after the time limit, together with what it started.
///
/// On Unix the process has a group of its own, which is killed at the end in any case: a child that a scenario leaves
/// behind would disturb the next measurement.
pub(crate) fn run(command: &mut Command, mark: &str, limit: Duration) -> io::Result<Ended> {
    Group::of_its_own(command);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let group = Group::new(&child);
    *running() = Some(group);
    let report = Arc::new(Mutex::new(ReportLines::new(mark)));
    let words = Arc::new(Mutex::new(Words::default()));
    let (done, ended) = channel();
    read(child.stdout.take(), report.clone(), done.clone());
    read(child.stderr.take(), words.clone(), done);
    let status = wait(&mut child, group, limit);
    *running() = None;
    let status = status?;
    wait_for_readers(&ended);
    let mut report = std::mem::take(&mut *lock(&report));
    report.end();
    let mut words = lock(&words);
    Ok(Ended {
        report: report.lines,
        is_truncated: report.is_truncated,
        first_words: words.first(),
        last_words: words.last(),
        status,
    })
}

/// Kills the process that [`run()`](crate::run()) is waiting for, and what it started. For a tool that is interrupted: the
/// terminal's signal does not reach a process group of its own.
pub fn stop_running() {
    if let Some(group) = running().take() {
        group.kill();
    }
}

fn running() -> MutexGuard<'static, Option<Group>> {
    lock(&RUNNING)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Waits for the end, and kills the group before the process is reaped: until then no other can have its number.
fn wait(child: &mut Child, group: Group, limit: Duration) -> io::Result<Option<ExitStatus>> {
    let started = Instant::now();
    while !group.has_ended(child)? {
        if started.elapsed() >= limit {
            group.kill();
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(POLL);
    }
    group.kill();
    child.wait().map(Some)
}

/// Waits until both readers have dropped their sender.
fn wait_for_readers(ended: &Receiver<()>) {
    let deadline = Instant::now() + DRAIN;
    let left = || deadline.saturating_duration_since(Instant::now());
    while ended.recv_timeout(left()) != Err(RecvTimeoutError::Disconnected) {
        if left().is_zero() {
            return;
        }
    }
}

/// Reads a stream in a thread, which drops `done` at the end.
fn read<S: Sink>(
    stream: Option<impl Read + Send + 'static>,
    sink: Arc<Mutex<S>>,
    done: Sender<()>,
) {
    thread::spawn(move || {
        let _done = done;
        let mut buffer = [0; 16 << 10];
        let Some(mut stream) = stream else { return };
        loop {
            match stream.read(&mut buffer) {
                Ok(0) => return,
                Ok(length) => lock(&sink).take(&buffer[..length]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => return,
            }
        }
    });
}

/// What takes a stream's bytes.
trait Sink: Send + 'static {
    fn take(&mut self, bytes: &[u8]);
}

/// The lines that begin with a mark.
#[derive(Debug, Default)]
struct ReportLines {
    mark: Vec<u8>,
    lines: Vec<String>,
    is_truncated: bool,
    /// The bytes of the lines.
    size: usize,
    /// The beginning of a line, if it may be one of the report.
    line: Vec<u8>,
    /// Whether the rest of the line is skipped.
    skips: bool,
}

impl ReportLines {
    fn new(mark: &str) -> Self {
        Self {
            mark: mark.as_bytes().to_owned(),
            ..Self::default()
        }
    }

    /// Takes a part of one line.
    fn take_part(&mut self, part: &[u8]) {
        if self.skips {
            return;
        }
        self.line.extend_from_slice(part);
        let begin = self.line.len().min(self.mark.len());
        let is_marked = self.line[..begin] == self.mark[..begin];
        let is_too_long = self.size + self.line.len() > LONGEST_REPORT;
        if !is_marked || is_too_long {
            self.is_truncated |= is_marked;
            self.skips = true;
            self.line = Vec::new();
        }
    }

    /// The end of the stream. What was begun and has no end is missing.
    fn end(&mut self) {
        self.is_truncated |= !self.skips && self.line.starts_with(&self.mark);
    }

    fn end_line(&mut self) {
        if let Some(line) = self.line.strip_prefix(&*self.mark) {
            self.size += line.len();
            self.lines.push(String::from_utf8_lossy(line).into_owned());
        }
        self.line.clear();
        self.skips = false;
    }
}

impl Sink for ReportLines {
    fn take(&mut self, bytes: &[u8]) {
        let mut parts = bytes.split(|byte| *byte == b'\n');
        if let Some(first) = parts.next() {
            self.take_part(first);
        }
        for part in parts {
            self.end_line();
            self.take_part(part);
        }
    }
}

/// The first and the last bytes of a stream.
#[derive(Debug, Default)]
struct Words {
    head: Vec<u8>,
    tail: VecDeque<u8>,
}

impl Words {
    fn first(&self) -> String {
        let words = String::from_utf8_lossy(&self.head);
        first_lines(words.trim()).to_owned()
    }

    fn last(&mut self) -> String {
        let words = String::from_utf8_lossy(self.tail.make_contiguous());
        last_lines(words.trim()).to_owned()
    }
}

impl Sink for Words {
    fn take(&mut self, bytes: &[u8]) {
        let room = TAIL - self.head.len();
        self.head.extend_from_slice(&bytes[..bytes.len().min(room)]);
        self.tail.extend(bytes);
        let excess = self.tail.len().saturating_sub(TAIL);
        self.tail.drain(..excess);
    }
}

/// The first lines of a text, as many as are of use.
fn first_lines(words: &str) -> &str {
    let begin = &words[..words.floor_char_boundary(WORDS)];
    match begin.rfind('\n') {
        Some(end) if begin.len() < words.len() => &begin[..end],
        _ => begin,
    }
}

/// The last lines of a text, as many as are of use.
fn last_lines(words: &str) -> &str {
    let earliest = words.ceil_char_boundary(words.len().saturating_sub(WORDS));
    let mut lines = words.match_indices('\n').map(|(at, _)| at + 1);
    match lines.find(|at| *at >= earliest) {
        Some(at) if earliest > 0 => &words[at..],
        _ => &words[earliest..],
    }
}

/// A process group: a child, and what it started.
#[derive(Debug, Clone, Copy)]
struct Group {
    #[cfg(unix)]
    leader: rustix::process::Pid,
}

#[cfg(unix)]
impl Group {
    fn of_its_own(command: &mut Command) {
        std::os::unix::process::CommandExt::process_group(command, 0);
    }

    fn new(child: &Child) -> Self {
        Self {
            leader: rustix::process::Pid::from_child(child),
        }
    }

    /// Whether the process has ended. It is not reaped.
    fn has_ended(self, _: &mut Child) -> io::Result<bool> {
        use rustix::process::{WaitId, WaitIdOptions, waitid};
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
        Ok(waitid(WaitId::Pid(self.leader), options)?.is_some())
    }

    fn kill(self) {
        // It fails if the group is gone, and there is nothing to do then.
        let _ = rustix::process::kill_process_group(self.leader, rustix::process::Signal::KILL);
    }
}

#[cfg(not(unix))]
impl Group {
    fn of_its_own(_: &mut Command) {}

    fn new(_: &Child) -> Self {
        Self {}
    }

    fn has_ended(self, child: &mut Child) -> io::Result<bool> {
        Ok(child.try_wait()?.is_some())
    }

    fn kill(self) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    const MARK: &str = "@mark ";

    fn lines_of(parts: &[&[u8]]) -> ReportLines {
        let mut lines = ReportLines::new(MARK);
        for part in parts {
            lines.take(part);
        }
        lines
    }

    #[test]
    fn only_marked_lines_are_kept_however_they_are_cut() {
        let text =
            b"words\n@mark one\n @mark no\n@mar\n@mark two\n\n@markno\n@mark three\n@mark no end";
        for size in 1..text.len() {
            let parts: Vec<&[u8]> = text.chunks(size).collect();
            let lines = lines_of(&parts);
            assert_eq!(lines.lines, ["one", "two", "three"], "in parts of {size}");
            assert!(!lines.is_truncated);
            let mut lines = lines;
            lines.end();
            assert!(lines.is_truncated, "the last one has no end");
        }
    }

    #[test]
    fn a_line_without_end_is_not_kept() {
        let mut lines = ReportLines::new(MARK);
        for _ in 0..100 {
            lines.take(&[b'x'; 1 << 16]);
            assert!(lines.line.capacity() <= 1 << 17);
        }
        lines.take(b"\n@mark one\n");
        assert_eq!(lines.lines, ["one"]);
    }

    #[test]
    fn a_report_that_is_too_long_is_cut_and_says_so() {
        let mut lines = ReportLines::new(MARK);
        lines.take(b"@mark one\n@mark ");
        for _ in 0..(LONGEST_REPORT >> 16) + 1 {
            lines.take(&[b'x'; 1 << 16]);
        }
        assert!(lines.line.is_empty());
        lines.take(b"\n@mark two\n");
        assert_eq!(lines.lines, ["one", "two"]);
        assert!(lines.is_truncated);
    }

    #[test]
    fn the_words_are_bounded() {
        let mut words = Words::default();
        words.take(b"the beginning\n");
        for _ in 0..100 {
            words.take(&[b'x'; 1 << 12]);
            words.take(b"\n");
        }
        words.take(b"the end\n");
        assert!(words.head.len() <= TAIL && words.tail.len() <= TAIL);
        assert_eq!(
            (&*words.first(), &*words.last()),
            ("the beginning", "the end")
        );
    }

    #[test]
    fn lines_are_whole() {
        assert_eq!(last_lines("short\nwords"), "short\nwords");
        let line = "x".repeat(WORDS / 2);
        let long = format!("{line}1\n{line}2\n{line}3");
        assert_eq!(last_lines(&long), format!("{line}3"));
        assert_eq!(first_lines("short\nwords"), "short\nwords");
        assert_eq!(first_lines(&long), format!("{line}1"));
    }

    #[test]
    fn a_long_line_is_cut_between_characters() {
        let words = "é".repeat(WORDS);
        for begin in ["", "x"] {
            let words = format!("{words}{begin}");
            for cut in [first_lines(&words), last_lines(&words)] {
                assert!(cut.len() <= WORDS && cut.len() > WORDS - 2);
            }
        }
    }

    #[cfg(unix)]
    fn shell(script: &str, limit: Duration) -> Ended {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        run(&mut command, MARK, limit).expect("a shell")
    }

    /// The descendant would hold the output open for longer than any test may run.
    #[cfg(unix)]
    #[test]
    fn a_descendant_ends_with_its_process() {
        let script = "sleep 86400 & echo \"@mark $!\"; echo words >&2; exit 3";
        let ended = shell(script, Duration::from_secs(86_400));
        assert_eq!(ended.last_words, "words");
        assert_eq!(ended.status.and_then(|status| status.code()), Some(3));
        // Without a reaper in the container it stays as a zombie.
        let script = "case $(ps -o stat= -p $0) in ''|Z*) exit 0;; esac; exit 1";
        let is_gone = || {
            let status = Command::new("sh")
                .args(["-c", script, &ended.report[0]])
                .status();
            status.expect("a shell").success()
        };
        for _ in 0..6_000 {
            if is_gone() {
                return;
            }
            thread::sleep(Duration::from_millis(10));
        }
        panic!("the descendant goes on");
    }

    #[cfg(unix)]
    #[test]
    fn the_time_limit_ends_a_process_and_its_descendants() {
        let ended = shell("sleep 86400 & wait", Duration::from_millis(300));
        assert!(ended.status.is_none());
    }

    /// `setsid` leaves the group, as a detached child of Node does.
    #[cfg(unix)]
    #[test]
    fn a_descendant_that_left_the_group_does_not_keep_a_process_from_its_end() {
        let ended = shell(
            "setsid sleep 30 & echo '@mark one'",
            Duration::from_secs(86_400),
        );
        assert_eq!(ended.report, ["one"]);
        assert!(ended.status.is_some_and(|status| status.success()));
    }
}
