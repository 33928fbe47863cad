//! Limits of a runtime: what they are, which are in force in a context, and what happens when a program meets one.
//!
//! | file | what |
//! |---|---|
//! | `limit` | [`Limit`]: the kinds of limits, each with its name and its setter |
//! | `values` | [`Limits`]: a value for each, as plain data |
//! | `met` | [`LimitMet`]: a limit that was met, as an exception for the program |
//! | `in_force` | the limits of a context, and the notes of those that were met, for the reports |

mod in_force;
mod limit;
mod met;
mod values;

#[cfg(feature = "runtime")]
pub(crate) use in_force::{Noted, take_notes};
pub use limit::Limit;
pub use met::LimitMet;
pub use values::Limits;
