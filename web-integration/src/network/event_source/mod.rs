//! `EventSource`.
//!
//! <https://html.spec.whatwg.org/#the-eventsource-interface>
//!
//! `open` and `error` run in the mapping of the construction; messages are caused by the server alone, so they run in
//! the empty mapping. An event source keeps the event loop running until it is closed.

mod connection;
pub(super) mod interface;
pub(super) mod parser;
mod source;
