//! `Worker`: a program of its own on a thread of its own.
//!
//! A worker is another agent with its own runtime and its own mappings. The two agents exchange messages, which are Rust
//! data; no mapping is ever exchanged. So on either side the events `message` run in the empty mapping, and so does the
//! event `error` for an exception in the worker. The call of the constructor causes one event: the `error` for a script
//! that cannot be loaded runs in the mapping of the constructor.
//!
//! # What a worker may do
//!
//! No more than its parent: `admission.rs` decides whether `new Worker()` may make one, `build.rs` builds its runtime, and
//! `scripts.rs` loads its scripts. The host decides with a [`WorkerPolicy`](crate::WorkerPolicy).
//!
//! # The end of a worker
//!
//! A worker ends when its event loop is idle (it never is while the worker listens for messages), by `close()`, by
//! `terminate()`, and when the runtime of its parent is dropped or shut down.
//!
//! The engine cannot be interrupted from another thread, except in a classic script and in a callback that is
//! [called by one](crate::callback). So a terminated worker ends in the middle of its script, of a listener or of endless
//! microtasks, and before its next macrotask; and its parent gets no event of it after the call of `terminate()`. Other
//! code that never returns keeps its thread: the body of a module, a promise job, the callback of a built-in. One second
//! after the end of the parent's runtime such a thread is abandoned; [`stuck_workers`] counts them.

mod admission;
mod build;
mod failure;
mod handle;
mod location;
mod parent;
mod scope;
mod scripts;
mod state;
mod thread;
mod tree;
mod worker;

pub use handle::stuck_workers;
pub use tree::live_workers;

use boa_engine::{Context, JsResult};

use self::admission::InstallApis;
use crate::{
    apis::WebApis,
    mechanism::rule::{Propagation, Rule, row},
    webidl::expose,
};

#[rustfmt::skip]
pub(crate) const RULES: &[Propagation] = &[
    row("Worker", "postMessage() in the worker", "message", Rule::External, "Events dispatched on separate objects", "workers/propagation.js"),
    row("Worker", "postMessage() of the parent", "message in the worker", Rule::External, "Events dispatched on separate objects", "workers/propagation.js"),
    row("Worker", "an exception in the worker", "error", Rule::External, "Events dispatched on separate objects", "workers/propagation.js"),
    row("Worker", "new Worker() of a script that cannot be loaded or parsed", "error", Rule::Holder, "Objects responsible for one task", "workers/propagation.js"),
];

/// Creates the intrinsics of the current realm, and defines the chosen APIs. `install_apis` installs the APIs of this
/// crate in the realm of a worker.
pub(crate) fn install(
    apis: &WebApis,
    install_apis: InstallApis,
    context: &mut Context,
) -> JsResult<()> {
    admission::install(apis.clone(), install_apis, context);
    state::install(context);
    worker::install(context)?;
    if apis.workers {
        expose::<worker::Worker>(context)?;
    }
    Ok(())
}
