//! The span of a mapping.

mod entered;
mod span;

#[cfg(feature = "runtime")]
pub(crate) use span::held_span;
pub use span::{current_span, in_span, span_in, spanned};
