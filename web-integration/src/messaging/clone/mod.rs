//! *Structured clone*: serializing a value to Rust data, and deserializing that, maybe on another thread.
//!
//! <https://html.spec.whatwg.org/#safe-passing-of-structured-data>

mod deserialize;
mod error;
pub(crate) mod intrinsics;
pub(crate) mod platform;
mod record;
mod serialize;
mod views;

pub(crate) use deserialize::{array_buffer, deserialize};
pub(crate) use error::data_clone_error;
pub(crate) use record::Record;
pub(crate) use serialize::serialize;
