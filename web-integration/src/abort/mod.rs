//! `AbortController` and `AbortSignal`.

pub(crate) mod controller;
pub(crate) mod dependent;
mod pruned;
pub(crate) mod signal;
pub(crate) mod state;
pub(crate) mod timeout;
