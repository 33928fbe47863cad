//! The kinds of limits.

use std::fmt;

/// What a limit is about. [`Limits`](super::Limits) has a value for each; its setters say what each counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[repr(u8)]
pub enum Limit {
    /// Timers that wait.
    Timers,
    /// Workers, in the whole tree below the runtime that the host has built.
    Workers,
    /// Nested calls; a limit of the engine.
    Recursion,
    /// Iterations of one loop of one call; a limit of the engine.
    LoopIterations,
    /// Values on the stack of the VM; a limit of the engine.
    StackSlots,
}

impl Limit {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 5] = [
        Self::Timers,
        Self::Workers,
        Self::Recursion,
        Self::LoopIterations,
        Self::StackSlots,
    ];

    /// What is counted or measured, with its unit: `"timers that wait"`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Timers => "timers that wait",
            Self::Workers => "workers",
            Self::Recursion => "nested calls",
            Self::LoopIterations => "iterations of a loop",
            Self::StackSlots => "values on the stack",
        }
    }

    /// The setter that raises the limit: `"Limits::timers"`.
    #[must_use]
    pub const fn setter(self) -> &'static str {
        match self {
            Self::Timers => "Limits::timers",
            Self::Workers => "Limits::workers",
            Self::Recursion => "Limits::recursion",
            Self::LoopIterations => "Limits::loop_iterations",
            Self::StackSlots => "Limits::stack_slots",
        }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::Limit;

    #[test]
    fn a_limit_is_at_the_place_of_its_number() {
        for (number, limit) in Limit::ALL.into_iter().enumerate() {
            assert_eq!(limit as usize, number, "{limit}");
        }
    }
}
