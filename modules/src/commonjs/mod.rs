//! CommonJS modules.
//!
//! `require()` is a synchronous call: the body of the module that it loads runs in the mapping of its caller. The body of a
//! CommonJS module that an ES module imports runs when the graph is evaluated, in the empty mapping, like that of any module
//! ([`module`] makes a synthetic module of it). So does an ES module that is required ([`required`]).
//!
//! <https://nodejs.org/api/modules.html>

mod imported;
mod load;
mod module_object;
mod required;

pub(crate) use imported::{kind_of, module};
pub(crate) use load::module_of_node;
pub(crate) use module_object::Place;
