//! The types of a propagation rule: each module declares the rules of its callbacks with these.

/// How a listener or callback comes to the mapping that it runs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rule {
    /// The call that takes the callback captures the current mapping. The mapping is released when the callback
    /// was called for the last time or was cancelled.
    CaptureAtCall,
    /// Nothing is captured. The listener runs in the mapping of the code that causes the event.
    Transparent,
    /// The action captures the current mapping, and the object that the event is fired on holds it. The mapping is
    /// released with the last event of the action, or with the object.
    Holder,
    /// The listener runs in the empty mapping. The mapping of the cause is part of the report, if there is one.
    External,
}

impl Rule {
    /// The name that `docs/propagation.md` uses for the rule.
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

/// One row of the table: an event of an API, and the rule that decides its mapping.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Propagation {
    /// The interface, or `interface.member`.
    pub api: &'static str,
    /// The action that causes the event.
    pub action: &'static str,
    /// The type of the event, or the callback.
    pub event: &'static str,
    /// The rule that decides the mapping.
    pub rule: Rule,
    /// Why: the heading of the proposal's web integration that has the rule, `Summary` with the number of the rule, an earlier draft,
    /// or `silent` with the reason for our choice.
    pub source: &'static str,
    /// The test file of the rule, relative to `web-integration/tests/js`.
    pub test: &'static str,
}

/// A row of the table. The arguments are the fields of [`Propagation`] in their order.
pub(crate) const fn row(
    api: &'static str,
    action: &'static str,
    event: &'static str,
    rule: Rule,
    source: &'static str,
    test: &'static str,
) -> Propagation {
    Propagation {
        api,
        action,
        event,
        rule,
        source,
        test,
    }
}
