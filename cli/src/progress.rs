//! The progress of commands that take long.

use std::{
    cell::Cell,
    io::{self, IsTerminal as _},
    time::{Duration, Instant},
};

use boa_async_context_test262::{Outcome, Status};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::output::say;

/// A bar on standard error if that is a terminal; nothing otherwise.
pub(crate) struct Bar {
    bar: ProgressBar,
    draws: bool,
}

impl Bar {
    /// For so many things to do.
    pub(crate) fn new(length: usize) -> Self {
        let draws = io::stderr().is_terminal();
        let target = if draws {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let style = ProgressStyle::with_template("{bar:32} {pos}/{len} ({eta} left) {msg}");
        let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
        let bar = ProgressBar::with_draw_target(Some(length as u64), target).with_style(style);
        Self { bar, draws }
    }

    /// Sets what stands beside the bar.
    pub(crate) fn set_message(&self, text: String) {
        self.bar.set_message(text);
    }

    /// Counts a thing as done.
    pub(crate) fn advance(&self) {
        self.bar.inc(1);
    }

    /// How many things are done, and of how many: `3/7`.
    pub(crate) fn position(&self) -> String {
        let length = self.bar.length().unwrap_or(0);
        format!("{}/{length}", self.bar.position())
    }

    /// Prints a line above the bar.
    pub(crate) fn line(&self, text: &str) {
        self.bar.suspend(|| say(text));
    }

    /// Removes the bar.
    pub(crate) fn end(&self) {
        self.bar.finish_and_clear();
    }
}

/// The progress of `boa-ac test262`: a bar on a terminal, otherwise a line every few seconds.
pub(crate) struct Progress {
    bar: Bar,
    verbose: bool,
    failed: Cell<usize>,
    last_line: Cell<Instant>,
}

/// How often a line is printed if standard error is not a terminal.
const LINE_EVERY: Duration = Duration::from_secs(5);

impl Progress {
    /// For so many runs; `verbose` prints a line for each of them.
    pub(crate) fn new(runs: usize, verbose: bool) -> Self {
        Self {
            bar: Bar::new(runs),
            verbose,
            failed: Cell::default(),
            last_line: Cell::new(Instant::now()),
        }
    }

    /// Counts a run that has ended. `known` is the reason if its failure is expected.
    pub(crate) fn note(&self, outcome: &Outcome, known: Option<&str>) {
        self.bar.advance();
        if outcome.status == Status::Fail && known.is_none() {
            self.failed.set(self.failed.get() + 1);
            self.bar
                .set_message(format!("{} failed", self.failed.get()));
        }
        if self.verbose {
            let word = match outcome.status {
                Status::Pass => "pass",
                Status::Fail => "FAIL",
                Status::Skip => "skip",
            };
            let colon = if outcome.message.is_empty() { "" } else { ": " };
            let (path, mode, headline) = (&outcome.path, outcome.mode, outcome.headline());
            self.bar
                .line(&format!("{word} {path} ({mode}){colon}{headline}"));
        } else if !self.bar.draws && self.last_line.get().elapsed() >= LINE_EVERY {
            self.last_line.set(Instant::now());
            let (position, failed) = (self.bar.position(), self.failed.get());
            self.bar.line(&format!("{position}, {failed} failed"));
        }
    }

    /// Removes the bar.
    pub(crate) fn end(self) {
        self.bar.end();
    }
}
