//! When a failed call is tried again.

use std::time::Duration;

/// How often and when a failed call is tried again.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RetryPolicy {
    /// How many calls are made for a batch before it is given up; at least one. Default: 5.
    pub attempts: u32,
    /// The pause after the first failure; it doubles with each further failure. Default: 100 ms.
    pub first_pause: Duration,
    /// The longest pause. Default: 10 s.
    pub longest_pause: Duration,
    /// How long a call may take before it counts as failed. Default: 30 s.
    pub call_deadline: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            attempts: 5,
            first_pause: Duration::from_millis(100),
            longest_pause: Duration::from_secs(10),
            call_deadline: Duration::from_secs(30),
        }
    }
}

impl RetryPolicy {
    /// Sets [`attempts`](Self::attempts).
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// Sets the [first](Self::first_pause) and the [longest pause](Self::longest_pause).
    #[must_use]
    pub fn pauses(mut self, first: Duration, longest: Duration) -> Self {
        self.first_pause = first;
        self.longest_pause = longest;
        self
    }

    /// Sets [`call_deadline`](Self::call_deadline).
    #[must_use]
    pub fn call_deadline(mut self, deadline: Duration) -> Self {
        self.call_deadline = deadline;
        self
    }

    /// The pause after this many failures.
    pub(super) fn pause(&self, failures: u32) -> Duration {
        let factor = 1u32.checked_shl(failures.saturating_sub(1));
        factor
            .and_then(|factor| self.first_pause.checked_mul(factor))
            .map_or(self.longest_pause, |pause| pause.min(self.longest_pause))
    }
}
