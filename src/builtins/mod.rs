//! `AsyncContext`, `AsyncContext.Variable` and `AsyncContext.Snapshot`.
//!
//! Every algorithm carries the steps of the proposal's specification text beside the code that
//! takes them. Nothing here looks anything up on an object that user code can patch: what is needed
//! later is captured when a realm is [installed](install).

mod async_context;
mod function;
mod program_variable;
mod property;
mod snapshot;
mod variable;

pub(crate) use async_context::{install, is_installed};
pub use program_variable::ProgramVariable;
pub(crate) use snapshot::snapshot_capture;
#[cfg(feature = "runtime")]
pub(crate) use snapshot::{drop_host_half, snapshot_object};
pub(crate) use variable::variable_slots;
