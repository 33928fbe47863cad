//! Loom models of [`HandleGuard`](guard::HandleGuard) and [`Guarded`](guard::Guarded). Each explores every
//! interleaving of a few threads, with every effect of weak memory that loom knows.
//!
//! The usual way is `RUSTFLAGS="--cfg loom"`. That would also build tokio and other crates for loom, and needs a
//! second build of everything. Here the one file that is modelled is compiled again, against a module `sync` of
//! loom's types. So the models are ordinary tests of the workspace.
#![allow(
    dead_code,
    missing_docs,
    reason = "the crate that the file belongs to uses and documents all of it"
)]

#[path = "../../src/guard.rs"]
pub mod guard;
mod sync;

#[cfg(test)]
mod models;
