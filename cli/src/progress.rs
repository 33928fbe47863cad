//! The progress of `boa-ac test262`.

use std::{
    cell::Cell,
    io::{self, IsTerminal as _},
    time::{Duration, Instant},
};

use boa_async_context_test262::{Outcome, Status};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::output::say;

/// The progress of a run: a bar on a terminal, otherwise a line every few seconds.
pub(crate) struct Progress {
    bar: ProgressBar,
    /// Whether standard error is a terminal.
    draws: bool,
    verbose: bool,
    failed: Cell<usize>,
    last_line: Cell<Instant>,
}

/// How often a line is printed if standard error is not a terminal.
const LINE_EVERY: Duration = Duration::from_secs(5);

impl Progress {
    /// For so many runs; `verbose` prints a line for each of them.
    pub(crate) fn new(runs: usize, verbose: bool) -> Self {
        let draws = io::stderr().is_terminal();
        let target = if draws {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let style = ProgressStyle::with_template("{bar:32} {pos}/{len} ({eta} left) {msg}");
        let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
        let bar = ProgressBar::with_draw_target(Some(runs as u64), target).with_style(style);
        Self {
            bar,
            draws,
            verbose,
            failed: Cell::default(),
            last_line: Cell::new(Instant::now()),
        }
    }

    /// Counts a run that has ended. `known` is the reason if its failure is expected.
    pub(crate) fn note(&self, outcome: &Outcome, known: Option<&str>) {
        self.bar.inc(1);
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
            self.line(&format!("{word} {path} ({mode}){colon}{headline}"));
        } else if !self.draws && self.last_line.get().elapsed() >= LINE_EVERY {
            self.last_line.set(Instant::now());
            let (done, all) = (self.bar.position(), self.bar.length().unwrap_or(0));
            self.line(&format!("{done}/{all}, {} failed", self.failed.get()));
        }
    }

    fn line(&self, text: &str) {
        self.bar.suspend(|| say(text));
    }

    /// Removes the bar.
    pub(crate) fn end(self) {
        self.bar.finish_and_clear();
    }
}
