//! The agent's current mapping: the one place that installs and restores mappings.
//!
//! | file | what |
//! |---|---|
//! | `state` | [`Agent`]: the current mapping, the pending binding, scopes |
//! | `job` | the extent of a job, and the mapping that a reaction leaves in place until its job ends |
//! | `completion` | how a call in a scope ended: the mapping of an exception, the objects that leave a `run` |
//! | `captures` | captures that the census counts |
//! | `cause` | the exception that was seen last, and its mapping |

mod captures;
mod cause;
mod completion;
mod job;
mod state;

pub(crate) use completion::Uncaught;
pub use state::Agent;
