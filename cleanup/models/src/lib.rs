//! Loom models of [`HandleGuard`](guard::HandleGuard) and [`Guarded`](guard::Guarded): every
//! interleaving, with every effect of weak memory that loom knows, of a few threads each.
//!
//! The usual way is `RUSTFLAGS="--cfg loom"`, which would also turn tokio and others into their own loom
//! builds and needs a second build of everything. Here the one file that is modelled is compiled again,
//! against a `sync` module of loom's types; so the models are ordinary tests of the workspace.
#![allow(
    dead_code,
    missing_docs,
    reason = "the file's own crate uses and documents all of it"
)]

#[path = "../../src/guard.rs"]
pub mod guard;
mod sync;

#[cfg(test)]
mod models;
