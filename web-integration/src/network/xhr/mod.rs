//! `XMLHttpRequest`.
//!
//! <https://xhr.spec.whatwg.org/>
//!
//! Only asynchronous requests: a synchronous one would stop the event loop, which other hosts than a browser's
//! workers do not have a second one of. `open` refuses it as browsers refuse what they do not allow.
//!
//! Each `send` is an action: it captures the mapping, which the object holds until its `loadend`. What `open`, `send`
//! and `abort` fire while they are called runs in the mapping of the caller.

pub(super) mod interface;
mod request;
mod response;
mod state;
mod transfer;
