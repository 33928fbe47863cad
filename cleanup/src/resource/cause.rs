//! The span that caused a resource.

use std::{
    fmt,
    sync::{Arc, Weak},
};

use tracing::{Id, Span};

use crate::label::Label;

/// The span in which a resource was made. It does not keep the span open.
#[derive(Clone, Default)]
pub(super) struct Cause {
    /// The span, as long as others hold it.
    open: Weak<Span>,
    id: Option<Id>,
}

impl Cause {
    pub(super) fn of(span: &Arc<Span>) -> Self {
        Self {
            open: Arc::downgrade(span),
            id: span.id(),
        }
    }

    /// The current span of the thread, of which there is only the id.
    pub(super) fn current() -> Self {
        Self {
            open: Weak::new(),
            id: Span::current().id(),
        }
    }

    /// The span for the release of the resource: the cause while it is open, else a root that follows from it.
    pub(super) fn span_of_release(&self, label: &Label) -> Span {
        if let Some(span) = self.open.upgrade() {
            return Span::clone(&span);
        }
        let span = tracing::info_span!(parent: None, "release", resource = %label);
        if let Some(id) = &self.id {
            span.follows_from(id);
        }
        span
    }
}

impl fmt::Debug for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Cause").field(&self.id).finish()
    }
}

/// Who calls an operation; see [`Resources::spawn_operation`](super::Resources::spawn_operation).
#[derive(Debug, Clone, Default)]
pub struct Caller {
    pub(super) origin: Arc<str>,
    pub(super) span: Option<Arc<Span>>,
}

impl Caller {
    /// A caller at `origin`: a line for each stack frame of the program, the innermost first.
    #[must_use]
    pub fn at(origin: Arc<str>) -> Self {
        Self { origin, span: None }
    }

    /// The same caller in `span`. The operation runs in the span and keeps it open until it is done.
    ///
    /// The release of a resource that the operation makes runs in the span as well, if something else has kept this `Arc`
    /// until then: a resource does not keep the span of its maker open.
    #[must_use]
    pub fn in_span(mut self, span: Arc<Span>) -> Self {
        self.span = Some(span);
        self
    }
}
