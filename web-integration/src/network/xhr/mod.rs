//! `XMLHttpRequest`.
//!
//! <https://xhr.spec.whatwg.org/>
//!
//! Requests are asynchronous only, because a synchronous request would stop the event loop. `open` refuses synchronous
//! requests with the error that browsers use where they do not allow them.
//!
//! Each `send` captures the mapping, which the object holds until its `loadend`. Events that `open`, `send` and `abort`
//! fire during the call run in the mapping of the caller.

pub(super) mod interface;
mod request;
mod response;
mod state;
mod transfer;
