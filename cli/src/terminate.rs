//! SIGTERM and SIGINT: closes open resources, reports those that could not be closed, and ends the process.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use boa_async_context::{EventLoop, cleanup::Resources, event_loop::Mailbox};

use crate::output::say;

/// Whether a signal has come; shared with the thread that watches for signals.
#[derive(Debug, Clone, Default)]
pub(crate) struct Terminating(Arc<AtomicBool>);

impl Terminating {
    /// Returns if no signal has come. Otherwise blocks until the thread that watches ends the process.
    pub(crate) fn or_wait(&self) {
        while self.0.load(Ordering::Acquire) {
            thread::park();
        }
    }
}

/// Starts a thread that watches for signals, so that they also end a program that never returns to its event
/// loop.
///
/// The first signal stops the event loop and closes the resources within `grace`; the second ends the process
/// at once. The exit code is 128 plus the number of the signal, as in shells.
///
/// # Errors
///
/// If the thread or its tokio runtime cannot start, or the signals cannot be watched.
pub(crate) fn watch(
    resources: Resources,
    mailbox: Mailbox,
    grace: Duration,
) -> io::Result<Terminating> {
    let terminating = Terminating::default();
    let told = terminating.clone();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    // Created before the thread starts, so that from here on no signal ends the process at once.
    let mut signals = {
        let _in_runtime = runtime.enter();
        Signals::new()?
    };
    thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            runtime.block_on(async {
                let (name, number) = signals.next().await;
                // Ends the process even if the code below panics: the main thread waits for this one.
                let _exit = ExitOnDrop(128 + number);
                told.0.store(true, Ordering::Release);
                let open = resources.report().open;
                if open > 0 {
                    say(&format!(
                        "boa-ac: {name}: closing {open} resources, for up to {grace:?}"
                    ));
                }
                stop(&mailbox);
                tokio::select! {
                    report = resources.shutdown(grace) => {
                        say(&format!("boa-ac: {name}: {report}"));
                        for failure in &report.stats.last_failures {
                            say(&format!("    {}: {}", failure.label, failure.error));
                        }
                    }
                    (name, _) = signals.next() => say(&format!("boa-ac: {name} again: giving up")),
                }
            });
        })?;
    Ok(terminating)
}

struct ExitOnDrop(i32);

impl Drop for ExitOnDrop {
    fn drop(&mut self) {
        std::process::exit(self.0);
    }
}

/// Stops the event loop before its next macrotask.
fn stop(mailbox: &Mailbox) {
    mailbox.post(|context| {
        if let Some(event_loop) = context.downcast_job_executor::<EventLoop>() {
            event_loop.stop();
        }
        Ok(())
    });
}

#[cfg(unix)]
struct Signals {
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

    async fn next(&mut self) -> (&'static str, i32) {
        tokio::select! {
            _ = self.terminate.recv() => ("SIGTERM", 15),
            _ = self.interrupt.recv() => ("SIGINT", 2),
        }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn new() -> io::Result<Self> {
        Ok(Self)
    }

    async fn next(&mut self) -> (&'static str, i32) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
        ("Ctrl-C", 2)
    }
}
