//! What an experiment found that must not be, and what to do.

use std::{error, fmt};

use boa_async_context::{Census, Retainers};

use crate::measurement::Measurement;

/// The most places and groups of values that are printed.
const MOST: usize = 3;

/// What stays after the rounds and must not, and what holds it.
///
/// `Display` prints all of it. `Debug` prints the same, so that the output of a test that fails with it is readable.
#[non_exhaustive]
pub struct Retained {
    /// What is not as it should be, a sentence each.
    pub problems: Vec<String>,
    /// What was measured.
    pub measured: Measurement,
    /// The live captures after the last collection, with the places that made them.
    pub census: Census,
    /// Why values of variables are alive; `None` for a runtime without AsyncContext.
    pub retainers: Option<Retainers>,
}

impl fmt::Display for Retained {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rounds = self.measured.rounds();
        write!(
            f,
            "after {rounds} rounds and a collection of garbage there is more left than there may be:"
        )?;
        for problem in &self.problems {
            write!(f, "\n- {problem}")?;
        }
        if self.census.is_empty() {
            return f.write_str(
                "\nno captured context holds anything: look for what the host or the program stores itself, as in a \
                 global, a map or a closure",
            );
        }
        f.write_str("\nlive captures, and where they were made:")?;
        let places = self.census.locations().take(MOST);
        for (location, kind, count) in places {
            let rate = count as f64 / rounds.max(1.0);
            write!(
                f,
                "\n- {count} of the kind {kind} at {location}, {rate:.2} a round"
            )?;
        }
        for group in self
            .retainers
            .iter()
            .flat_map(|it| it.groups().iter().take(MOST))
        {
            write!(f, "\n{group}")?;
        }
        f.write_str("\nto look for it outside of this test: boa-ac leaks why PROGRAM")
    }
}

impl fmt::Debug for Retained {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl error::Error for Retained {}

/// Why an experiment did not end well. `Debug` prints what `Display` does.
#[non_exhaustive]
pub enum ExperimentError {
    /// Something stays that must not.
    Retained(Box<Retained>),
    /// A round failed, or what it watches cannot be looked at.
    Round {
        /// The number of the round, from 0.
        round: u64,
        /// What it returned.
        error: Box<dyn error::Error>,
    },
    /// An exception or a rejection was reported in a round, because no code handled it.
    Unhandled {
        /// The number of the round, from 0.
        round: u64,
    },
    /// The bytes are to be judged, but nothing counts them.
    NotCounted,
}

impl fmt::Display for ExperimentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Retained(retained) => retained.fmt(f),
            Self::Round { round, error } => write!(f, "round {round} of the experiment failed: {error}"),
            Self::Unhandled { round } => write!(
                f,
                "in round {round} of the experiment an exception or a rejection was not handled; the runtime reported \
                 it, on standard error unless the host set a reporter. Handle it, or call Experiment::allow_failures"
            ),
            Self::NotCounted => f.write_str(
                "the growth of memory is to be judged, but nothing counts bytes: make CountingAllocator the global allocator \
                 of the test",
            ),
        }
    }
}

impl fmt::Debug for ExperimentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl error::Error for ExperimentError {}
