//! What the workers of a program may do: the host's part of it, as data that can be sent to the thread of a worker.

mod data_url;
mod policy;
mod request;
mod script_location;
mod worker_runtime;

pub use policy::WorkerPolicy;
pub use request::{WorkerKind, WorkerRequest};
pub use script_location::ScriptLocation;
pub use worker_runtime::WorkerRuntime;

pub(crate) use script_location::BlobScripts;
pub(crate) use worker_runtime::ScriptLoader;
