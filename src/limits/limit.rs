//! The kinds of limits.

use std::fmt;

/// What a limit is about. [`Limits`](super::Limits) has a value for each; its setters say what each counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[repr(u8)]
pub enum Limit {
    /// Timers that wait.
    Timers,
    /// Callbacks that wait for their turn.
    Tasks,
    /// Captured mappings.
    Captures,
    /// Bindings in a mapping.
    Bindings,
    /// Native resources that are open.
    Resources,
    /// Requests whose response has not arrived whole.
    Requests,
    /// Bytes of a body that is read at once.
    BodyBytes,
    /// Messages that were sent and have not arrived.
    Messages,
    /// Bytes of such messages.
    MessageBytes,
    /// Message ports and broadcast channels that are open.
    Channels,
    /// Where requests may go.
    Network,
    /// Workers, in the whole tree below the runtime that the host has built.
    Workers,
    /// Milliseconds that a turn takes.
    TurnTime,
    /// Microtasks of one checkpoint.
    Microtasks,
    /// Bytes that the thread has allocated.
    Heap,
    /// Bytes of one buffer.
    BufferBytes,
    /// Code units of one string; a limit of the engine in exact mode.
    StringLength,
    /// Nested calls; a limit of the engine.
    Recursion,
    /// Iterations of one loop of one call; a limit of the engine.
    LoopIterations,
    /// Values on the stack of the VM; a limit of the engine.
    StackSlots,
}

impl Limit {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 20] = [
        Self::Timers,
        Self::Tasks,
        Self::Captures,
        Self::Bindings,
        Self::Resources,
        Self::Requests,
        Self::BodyBytes,
        Self::Messages,
        Self::MessageBytes,
        Self::Channels,
        Self::Network,
        Self::Workers,
        Self::TurnTime,
        Self::Microtasks,
        Self::Heap,
        Self::BufferBytes,
        Self::StringLength,
        Self::Recursion,
        Self::LoopIterations,
        Self::StackSlots,
    ];

    /// What is counted or measured, with its unit: `"timers that wait"`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Timers => "timers that wait",
            Self::Tasks => "callbacks that wait for their turn",
            Self::Captures => "captured mappings",
            Self::Bindings => "bindings in a mapping",
            Self::Resources => "open resources",
            Self::Requests => "requests under way",
            Self::BodyBytes => "bytes of a body",
            Self::Messages => "messages that have not arrived",
            Self::MessageBytes => "bytes of messages that have not arrived",
            Self::Channels => "open message ports and broadcast channels",
            Self::Network => "where requests may go",
            Self::Workers => "workers",
            Self::TurnTime => "milliseconds for a turn",
            Self::Microtasks => "microtasks in a checkpoint",
            Self::Heap => "bytes of memory",
            Self::BufferBytes => "bytes in a buffer",
            Self::StringLength => "code units in a string",
            Self::Recursion => "nested calls",
            Self::LoopIterations => "iterations of a loop",
            Self::StackSlots => "values on the stack",
        }
    }

    /// Whether some of what is counted may be garbage that a collection frees.
    pub(super) const fn may_be_garbage(self) -> bool {
        matches!(
            self,
            Self::Captures | Self::Requests | Self::Channels | Self::Resources
        )
    }

    /// Whether each attempt at the limit may cause a collection, because each costs more than that anyway.
    pub(super) const fn is_always_worth_it(self) -> bool {
        matches!(self, Self::Resources)
    }

    /// The setter that raises the limit: `"Limits::timers"`.
    #[must_use]
    pub const fn setter(self) -> &'static str {
        match self {
            Self::Timers => "Limits::timers",
            Self::Tasks => "Limits::tasks",
            Self::Captures => "Limits::captures",
            Self::Bindings => "Limits::bindings",
            Self::Resources => "Limits::resources",
            Self::Requests => "Limits::requests",
            Self::BodyBytes => "Limits::body_bytes",
            Self::Messages => "Limits::messages",
            Self::MessageBytes => "Limits::message_bytes",
            Self::Channels => "Limits::channels",
            Self::Network => "Limits::network",
            Self::Workers => "Limits::workers",
            Self::TurnTime => "Limits::turn_time",
            Self::Microtasks => "Limits::microtasks",
            Self::Heap => "Limits::heap",
            Self::BufferBytes => "Limits::buffer_bytes",
            Self::StringLength => "Limits::string_length",
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
