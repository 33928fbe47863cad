//! Tracing: the span of an operation follows it through everything that it starts; with the feature `tracing`.
//!
//! [`in_span`] begins an operation in a span, and [`Mailbox::call_in_span`](crate::event_loop::Mailbox::call_in_span) a request
//! from another thread. From then on [`tracing::Span::current`](::tracing::Span::current) is the span of the operation in every
//! native function that its code reaches: after an `await`, in a timer, an event, the body of a generator, a native future, an
//! operation of a native resource. `docs/guide/tracing.md` shows all of it.
//!
//! | to | take |
//! |---|---|
//! | start an operation in a span | [`in_span`], [`spanned`], [`Mailbox::call_in_span`](crate::event_loop::Mailbox::call_in_span) |
//! | make events of `console` messages | [`RuntimeBuilder::console_events`](crate::RuntimeBuilder::console_events) |
//! | make events of uncaught exceptions and rejections | [`report_event`] |
//! | read the span of the current mapping, or of a [`HostContext`](crate::HostContext) | [`current_span`], [`span_in`] |
//! | keep something else in step with the mapping | [`Agent::on_switch`](crate::Agent::on_switch) |
//!
//! Spans and events go where the `tracing` crate sends them: a span to the subscriber that was current on the thread where it
//! was made, an event to that which is current on the JS thread. A host with one global subscriber need not care. One that sets
//! subscribers for single threads sets it on the JS thread, too.
//!
//! A mapping holds nothing but the span. A span holds nothing of the JS heap.

#[cfg(feature = "runtime")]
mod call;
#[cfg(feature = "runtime")]
mod console;
#[cfg(feature = "runtime")]
mod reports;

#[cfg(feature = "runtime")]
pub use console::ConsoleEvents;
#[cfg(feature = "runtime")]
pub(crate) use console::EventSink;
#[cfg(feature = "runtime")]
pub use reports::report_event;

pub use crate::spans::{current_span, in_span, span_in, spanned};
