//! The persistent ephemeron map: what an AsyncContext *mapping* is made of.
//!
//! A [`Mapping`] is an immutable map from variables to values. Extending one costs O(log n) and
//! shares everything it can with the mapping it came from; cloning one is a single pointer clone.
//! In [weak storage](Storage::Weak) every binding is an ephemeron: when a variable can no longer be
//! reached except as a key, its binding — key and value — may be collected, although the mapping
//! itself lives on.
//!
//! This module is a pure data structure over `boa_gc`. It knows values ([`JsValue`]) but no
//! JavaScript API, no context and no job.
//!
//! # Why not a persistent map from a crate
//!
//! `boa_gc` finds its roots by subtracting the handles it meets while tracing the heap from the
//! handles that exist. A handle inside a node that several owners share through `Rc`/`Arc` is met
//! once *per owner*, so the subtraction goes wrong in both directions (leaks, or freed while in
//! use). Every shared node here is therefore itself a [`Gc`] box, which the collector visits
//! exactly once. `tests/gc_sharing.rs` keeps the measurement. The half of a frame that holds Rust
//! values has no GC handles: a few bindings side by side, or an `im::HashMap`.
//!
//! [`JsValue`]: boa_engine::JsValue
//! [`Gc`]: boa_gc::Gc

mod binding;
mod cell;
mod ephemeron;
mod frame;
mod held;
mod held_list;
mod host_bindings;
mod inspect;
mod storage;
mod trie;

pub(crate) use binding::{VariableId, VariableIdentity, next_variable_id};
pub(crate) use cell::MappingCell;
pub use frame::Mapping;
pub(crate) use held::Held;
pub(crate) use held_list::HeldList;
pub(crate) use host_bindings::{HostBindings, HostKey, HostValue, drop_set_aside};
pub(crate) use inspect::{InspectedBinding, Part};
pub use storage::{Storage, UnknownStorage};

#[cfg(test)]
mod ephemeron_tests;
#[cfg(test)]
mod held_tests;
#[cfg(test)]
mod host_half_tests;
#[cfg(test)]
mod probe;
#[cfg(test)]
mod tests;
