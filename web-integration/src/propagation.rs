//! The rules, declared: which mapping every listener of every API here runs in.
//!
//! `propagation.md` is this table for people. A test compares the two.

/// How a listener comes to its mapping.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Captured by the call that is given the callback; let go when the callback was called for the last time
    /// or cancelled.
    CaptureAtCall,
    /// Nothing is captured: the listener runs in the mapping of the code that causes the event.
    Transparent,
    /// Captured by the action, held by the object that the event is fired on, let go with the last
    /// event or with the object.
    Holder,
    /// The empty mapping; that of the cause is told beside it.
    External,
}

impl Rule {
    /// The name in `propagation.md`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::CaptureAtCall => "capture at call",
            Self::Transparent => "transparent",
            Self::Holder => "holder",
            Self::External => "external",
        }
    }
}

/// One row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Propagation {
    /// The interface, or `interface.member`.
    pub api: &'static str,
    /// What the program does that the event will be fired for.
    pub action: &'static str,
    /// The event, or what is called.
    pub event: &'static str,
    /// The rule that decides.
    pub rule: Rule,
    /// The file below `tests/js` that tests it.
    pub test: &'static str,
}

pub(crate) const fn row(
    api: &'static str,
    action: &'static str,
    event: &'static str,
    rule: Rule,
    test: &'static str,
) -> Propagation {
    Propagation {
        api,
        action,
        event,
        rule,
        test,
    }
}

/// Every rule of this crate: each room declares its own.
pub const TABLE: &[&[Propagation]] = &[
    crate::events::PROPAGATION,
    crate::abort::PROPAGATION,
    crate::errors::PROPAGATION,
    crate::schedulers::PROPAGATION,
    crate::observers::PROPAGATION,
    crate::messaging::PROPAGATION,
    crate::streams::PROPAGATION,
    crate::workers::PROPAGATION,
    #[cfg(feature = "network")]
    crate::network::PROPAGATION,
];
