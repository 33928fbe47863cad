//! The JS face of resources: a class with asynchronous methods.

mod builder;
mod handle;
mod method;
mod promise;
mod value;

pub use builder::{ClassBuilder, ResourceClasses};
pub use value::{Bytes, OperationValue, ViaResource, ViaTryIntoJs};
