//! `Worker`: a program of its own on a thread of its own.
//!
//! A worker is another agent: its own runtime, its own mappings. What goes between the two are messages, which
//! are Rust data; no mapping ever crosses. So all `message` events run in the empty mapping on either side, as
//! does the `error` event for an exception in the worker. Only that its script can not be loaded is something that the call of the
//! constructor causes: the event for that runs in the constructor's mapping.
//!
//! # Ending
//!
//! A worker ends when its event loop is idle, which it never is while the worker listens for messages; by
//! `close()`; by `terminate()`; and with the runtime of its parent, dropped or shut down. The engine can not be
//! interrupted from another thread, but for classic scripts and what is [called by one](interrupt). So a worker that
//! is terminated ends amid its script, amid a listener, amid endless microtasks, and before its next macrotask, and
//! nothing of it is heard from the call of `terminate()` on. But other code that never returns keeps its thread: the
//! body of a module, the callback of a timer, an async function after its first `await`. Such a thread is given up with
//! the parent's runtime, after a second; how many there are is told by [`stuck_workers`].

mod handle;
pub(crate) mod interrupt;
mod location;
mod scope;
mod thread;
pub(crate) mod worker;

pub use handle::stuck_workers;

use boa_engine::{Context, JsResult};

use crate::{
    WebApis,
    propagation::{Propagation, Rule, row},
    webidl::expose,
};

#[rustfmt::skip]
pub(crate) const PROPAGATION: &[Propagation] = &[
    row("Worker", "postMessage() in the worker", "message", Rule::External, "workers/propagation.js"),
    row("Worker", "postMessage() of the parent", "message in the worker", Rule::External, "workers/propagation.js"),
    row("Worker", "an exception in the worker", "error", Rule::External, "workers/propagation.js"),
    row("Worker", "new Worker() of what can not be loaded or parsed", "error", Rule::Holder, "workers/propagation.js"),
];

/// Makes the intrinsics of the current realm, and defines those that were chosen.
pub(crate) fn install(apis: &WebApis, context: &mut Context) -> JsResult<()> {
    worker::install(apis.clone(), context)?;
    if apis.workers {
        expose::<worker::Worker>(context)?;
    }
    Ok(())
}
