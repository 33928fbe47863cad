//! Limits of a runtime: what they are, which are in force in a context, and what happens when a program meets one.
//!
//! | file | what |
//! |---|---|
//! | `limit` | [`Limit`]: the kinds of limits, each with its name and its setter |
//! | `values` | [`Limits`]: a value for each, as plain data |
//! | `met` | [`LimitMet`]: a limit that was met, as an exception for the program |
//! | `network` | [`NetworkRules`]: where requests may go |
//! | `permit` | [`Permit`]: one of what is counted |
//! | `buffers` | the limit of a buffer, where the engine does not ask |
//! | `contexts` | the limits of captures and bindings |
//! | `in_force` | the limits of a context, and the notes of those that were met, for the reports |

mod buffers;
mod contexts;
mod in_force;
mod limit;
mod met;
mod network;
mod permit;
mod values;

#[cfg(feature = "runtime")]
pub(crate) use buffers::limit_text_encoder;
pub(crate) use buffers::limit_transfers;
pub use buffers::{array_buffer, uint8_array};
pub(crate) use contexts::{admit_binding, admit_capture};
#[cfg(feature = "runtime")]
pub(crate) use in_force::{Noted, Notes};
pub use limit::Limit;
pub use met::LimitMet;
pub use network::{NetworkRequest, NetworkRules};
pub use permit::Permit;
pub use values::Limits;
