//! Spans that count: in a real service they would be those of a tracing library.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

/// How many spans there were, and how many are open.
#[derive(Debug, Default)]
pub struct Spans {
    opened: AtomicUsize,
    closed: AtomicUsize,
}

impl Spans {
    /// How many were opened.
    #[must_use]
    pub fn opened(&self) -> usize {
        self.opened.load(Ordering::SeqCst)
    }

    /// How many are open.
    #[must_use]
    pub fn open(&self) -> usize {
        self.opened() - self.closed.load(Ordering::SeqCst)
    }
}

/// A span. It is closed when it is dropped.
#[derive(Debug)]
pub struct Span(Arc<Spans>);

impl Span {
    /// Opens a span.
    #[must_use]
    pub fn open(spans: &Arc<Spans>) -> Self {
        spans.opened.fetch_add(1, Ordering::SeqCst);
        Self(spans.clone())
    }
}

impl Drop for Span {
    fn drop(&mut self) {
        self.0.closed.fetch_add(1, Ordering::SeqCst);
    }
}
