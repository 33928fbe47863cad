//! Values and exceptions as text for people: of bounded length and depth, without running code.
//!
//! The engine's own `display` walks a value as far as it goes; a request object that somebody put into a variable may be
//! deep, large, or shared so often that this never ends. This inspector reads objects as they are in memory: it calls no
//! getter, no trap of a proxy, no `toString` and no iterator. The target of a proxy, private fields and the variables of a
//! closure stay unseen, because the engine does not show them.

mod class;
mod collections;
mod describe;
mod errors;
#[cfg(feature = "runtime")]
mod exceptions;
mod functions;
mod inspector;
mod layout;
mod look;
mod namespaces;
mod objects;
mod options;
mod properties;
#[cfg(feature = "runtime")]
mod rows;
mod text;
mod values;

pub(crate) use class::{class_of_prototype, name_of_function, prototype_of};
pub(crate) use describe::{MOST_BITS, describe, describe_big_int};
#[cfg(feature = "runtime")]
pub(crate) use describe::{describe_error, describe_name};
#[cfg(feature = "runtime")]
pub(crate) use errors::stack_here;
pub use look::{Look, register_look};
pub use options::InspectOptions;
#[cfg(feature = "runtime")]
pub(crate) use rows::{Cell, Row, rows_of};
pub use values::inspect;
