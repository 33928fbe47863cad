//! What was not done when a queue was drained or shut down.

use std::{collections::BTreeMap, fmt};

use crate::label::Label;

/// What was not done when a queue was drained or shut down, by label.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[must_use = "it says what was not cleaned up"]
pub struct Left(Vec<LeftOver>);

/// How many tasks with one label were not done.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LeftOver {
    /// The label.
    pub label: Label,
    /// How many had not begun.
    pub queued: u64,
    /// How many were running.
    pub running: u64,
}

impl Left {
    /// Counts tasks by label.
    pub(crate) fn of(
        queued: impl IntoIterator<Item = Label>,
        running: impl IntoIterator<Item = Label>,
    ) -> Self {
        let queued = queued.into_iter().map(|label| (label, 1, 0));
        let running = running.into_iter().map(|label| (label, 0, 1));
        Self::counted(queued.chain(running))
    }

    /// Sums up numbers of queued and running tasks by label.
    pub(crate) fn counted(counts: impl IntoIterator<Item = (Label, u64, u64)>) -> Self {
        let mut by_label = BTreeMap::<Label, (u64, u64)>::new();
        for (label, queued, running) in counts {
            if queued + running > 0 {
                let sum = by_label.entry(label).or_default();
                sum.0 += queued;
                sum.1 += running;
            }
        }
        let left = by_label.into_iter();
        Self(
            left.map(|(label, (queued, running))| LeftOver {
                label,
                queued,
                running,
            })
            .collect(),
        )
    }

    /// Whether everything was done.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many tasks are left.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.0.iter().map(|left| left.queued + left.running).sum()
    }

    /// The entries, in the order of their labels.
    pub fn iter(&self) -> impl Iterator<Item = &LeftOver> {
        self.0.iter()
    }
}

impl fmt::Display for Left {
    /// `2 x socket (1 running), 1 x file`; `nothing` if nothing is left.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("nothing");
        }
        for (i, left) in self.0.iter().enumerate() {
            let separator = if i == 0 { "" } else { ", " };
            write!(
                f,
                "{separator}{} x {}",
                left.queued + left.running,
                left.label
            )?;
            if left.running > 0 {
                write!(f, " ({} running)", left.running)?;
            }
        }
        Ok(())
    }
}
