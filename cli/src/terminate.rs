//! SIGTERM and SIGINT: closes open resources, reports those that could not be closed, and ends the process.

use std::{
    io,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use boa_async_context::{cleanup::Resources, event_loop::Mailbox};
use tokio::sync::{Notify, oneshot};

use crate::output::say;

/// What the JS thread and the thread that watches for signals tell each other.
#[derive(Debug, Clone, Default)]
pub(crate) struct Terminating(Arc<Told>);

#[derive(Debug, Default)]
struct Told {
    /// Whether a signal has come.
    signal: AtomicBool,
    /// What the JS thread makes at the end of the program.
    last_words: Mutex<Vec<&'static str>>,
    /// Notified when the program has ended after a signal.
    end: Notify,
}

impl Terminating {
    /// Lets a signal end the process only when the JS thread is in [`or_wait`](Self::or_wait), because it makes `what`
    /// before, or when the grace is over.
    pub(crate) fn wait_for(&self, what: &'static str) {
        self.last_words().push(what);
    }

    fn last_words(&self) -> MutexGuard<'_, Vec<&'static str>> {
        let words = self.0.last_words.lock();
        words.unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns if no signal has come. Otherwise blocks until the thread that watches ends the process.
    pub(crate) fn or_wait(&self) {
        if self.0.signal.load(Ordering::Acquire) {
            self.0.end.notify_one();
            loop {
                thread::park();
            }
        }
    }

    /// Waits for the JS thread to end the program, if it makes something then.
    async fn wait(&self, grace: Duration) {
        let words = self.last_words().join(" and no ");
        if !words.is_empty()
            && tokio::time::timeout(grace, self.0.end.notified())
                .await
                .is_err()
        {
            say(&format!(
                "boa-ac: the program did not return to its event loop within {grace:?}, so there is no {words}; \
                 --grace gives it more time"
            ));
        }
    }
}

/// Starts a thread that watches for signals, so that they also end a program that never returns to its event
/// loop.
///
/// The first signal stops the event loop and closes the resources within `grace`; the second ends the process
/// at once. The exit code is 128 plus the number of the signal, as in shells. If `is_watched`, the end of the standard input does
/// what SIGTERM does: the process that watches the files of the program has closed it.
///
/// # Errors
///
/// If the thread or its tokio runtime cannot start, or the signals cannot be watched.
pub(crate) fn watch(
    resources: Resources,
    mailbox: Mailbox,
    grace: Duration,
    is_watched: bool,
) -> io::Result<Terminating> {
    let terminating = Terminating::default();
    let told = terminating.clone();
    // Before the thread starts: a signal may come at any time.
    let (runtime, mut signals) = signals()?;
    let input_end = is_watched.then(input_end).transpose()?;
    thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            runtime.block_on(async {
                let (name, number) = tokio::select! {
                    signal = signals.next() => signal,
                    () = ended(input_end) => ("--watch", 15),
                };
                // Ends the process even if the code below panics: the main thread waits for this one.
                let _exit = ExitOnDrop(128 + number);
                told.0.signal.store(true, Ordering::Release);
                let open = resources.report().open;
                if open > 0 {
                    say(&format!(
                        "boa-ac: {name}: closing {open} resources, for up to {grace:?}"
                    ));
                }
                mailbox.stop();
                let close = async {
                    let report = resources.shutdown(grace).await;
                    // The next run says why this one ended.
                    if number == 2 || name == "SIGTERM" || !report.left.is_empty() {
                        say(&format!("boa-ac: {name}: {report}"));
                    }
                    for failure in &report.stats.last_failures {
                        say(&format!("    {}: {}", failure.label, failure.error));
                    }
                    told.wait(grace).await;
                };
                tokio::select! {
                    () = close => {}
                    (name, _) = signals.next() => say(&format!("boa-ac: {name} again: giving up")),
                }
            });
        })?;
    Ok(terminating)
}

/// Waits for the end of the standard input on a thread of its own.
fn input_end() -> io::Result<oneshot::Receiver<()>> {
    let (send, receive) = oneshot::channel();
    thread::Builder::new()
        .name("input".to_owned())
        .spawn(move || {
            let _ = io::copy(&mut io::stdin(), &mut io::sink());
            // If nobody waits any more, a signal ends the process.
            let _ = send.send(());
        })?;
    Ok(receive)
}

/// Returns when the input has ended; never if nobody looks at it.
async fn ended(input: Option<oneshot::Receiver<()>>) {
    match input {
        Some(input) => drop(input.await),
        None => std::future::pending().await,
    }
}

/// Lets the first SIGTERM or SIGINT end the process after `before`. The exit code is 128 plus the number of the signal.
///
/// # Errors
///
/// As [`watch`].
pub(crate) fn exit_after(before: impl FnOnce() + Send + 'static) -> io::Result<()> {
    let (runtime, mut signals) = signals()?;
    thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            let (_, number) = runtime.block_on(signals.next());
            let _exit = ExitOnDrop(128 + number);
            before();
        })?;
    Ok(())
}

/// The signals, which from here on do not end the process at once.
pub(crate) fn signals() -> io::Result<(tokio::runtime::Runtime, Signals)> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let signals = {
        let _in_runtime = runtime.enter();
        Signals::new()?
    };
    Ok((runtime, signals))
}

struct ExitOnDrop(i32);

impl Drop for ExitOnDrop {
    fn drop(&mut self) {
        std::process::exit(self.0);
    }
}

#[cfg(unix)]
pub(crate) struct Signals {
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn new() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    pub(crate) async fn next(&mut self) -> (&'static str, i32) {
        tokio::select! {
            _ = self.terminate.recv() => ("SIGTERM", 15),
            _ = self.interrupt.recv() => ("SIGINT", 2),
        }
    }
}

#[cfg(not(unix))]
pub(crate) struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn new() -> io::Result<Self> {
        Ok(Self)
    }

    pub(crate) async fn next(&mut self) -> (&'static str, i32) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
        ("Ctrl-C", 2)
    }
}
