//! The census: which captured mappings there are, why they are held, since when, and who made them.
//!
//! | file | what |
//! |---|---|
//! | `kind` | [`CaptureKind`]: what holds a mapping |
//! | `location` | [`CaptureLocation`]: the place in a program that made a capture |
//! | `registry` | [`Capture`]: a held mapping that is counted; the registry of an agent, with its clock |
//! | `table` | [`LiveCapture`] and [`Census`]: what a host sees |

mod kind;
mod location;
mod registry;
mod table;

pub use kind::CaptureKind;
pub use location::CaptureLocation;
pub use registry::Capture;
#[cfg(feature = "runtime")]
pub(crate) use registry::CaptureQueue;
pub(crate) use registry::Registry;
pub use table::{Census, CensusRow, LiveCapture};
