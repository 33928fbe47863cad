//! Spec-exact `AsyncContext` for the [Boa](boa_engine) JavaScript engine.
#![deny(missing_docs, unsafe_code)]

mod agent;
mod builtins;
mod embed;
pub mod event_loop;
mod host;
mod loader;
pub mod mapping;
mod propagate;
mod runtime;
pub mod source;

pub use agent::Agent;
pub use embed::AsyncContext;
pub use event_loop::EventLoop;
pub use host::{HostContext, HostVariable};
pub use loader::FileModules;
pub use mapping::{Mapping, Storage};
pub use propagate::{
    hooks::ContextHooks,
    jobs::ContextJobs,
    modules::{ContextModules, load_link_evaluate},
};
pub use runtime::{Builder, Error, Runtime};
