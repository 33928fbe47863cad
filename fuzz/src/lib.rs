//! The judge: searches for programs on which the library differs from its specification.
//!
//! A [program] is a tree, made from a seed. A [model] of the specification predicts its log. The [library] runs the
//! text of the same tree, and so may [Node](node). A [search] makes what differs smaller and tells it.
#![deny(missing_docs, unsafe_code)]

pub mod library;
pub mod model;
pub mod node;
pub mod output;
pub mod program;
pub mod random;
pub mod search;
pub mod statistics;
