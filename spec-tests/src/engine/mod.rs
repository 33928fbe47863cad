//! One run of one test in an engine of its own.

mod agents;
mod blueprint;
mod eval;
mod host;
mod jobs;
mod run;
mod sources;
mod test262;
mod thrown;

pub(crate) use blueprint::{Blueprint, has_intl};
pub(crate) use run::{STACK_SIZE, Verdict, run};
pub(crate) use sources::Sources;
