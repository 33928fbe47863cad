//! The agent's current mapping: the one place that installs and restores mappings.
//!
//! | file | what |
//! |---|---|
//! | `state` | [`Agent`]: the current mapping, the pending binding, scopes |
//! | `job` | the extent of a job, and the mapping that a reaction leaves in place until its job ends |
//! | `extent` | a mapping for a call, and a variable that is set for the rest of one |
//! | `completion` | how a call in a scope ended: the mapping of an exception, the objects that leave a `run` |
//! | `imports` | linking for `import()`, on the published engine |
//! | `captures` | captures that the census counts |
//! | `probing`, `probe` | finding out whether a context calls the agent's hooks and executor; what that notes |
//! | `switches`, `watching` | observers of switches of the mapping; telling them |
//! | `cause` | the exception that was seen last, and its mapping |

mod captures;
mod cause;
mod completion;
mod extent;
#[cfg(all(feature = "runtime", not(exact_export_names)))]
mod imports;
mod job;
mod probe;
mod probing;
mod state;
mod switches;
mod watching;

pub(crate) use completion::Uncaught;
pub(crate) use probe::{Decorator, Passes, Point, Usage};
pub use state::Agent;
pub use switches::{Switch, SwitchKind, Switches};
