//! Where the language captures a mapping and where it restores it; one file for each point.
//!
//! | file | point |
//! |---|---|
//! | [`hooks`] | reaction handlers, thenables, `FinalizationRegistry` callbacks |
//! | [`jobs`] | every job: the capture at enqueue, the restoration at its end |
//! | `then` | reactions without a handler, on stock Boa |
//! | `generators` | generator bodies, on stock Boa |
//! | `continuations` | both, on the engine with our hooks |
//! | [`modules`] | module bodies |
//! | [`rejections`] | the mapping that error reporting shows |
//!
//! All pieces are decorators over what the host has: its own hooks, executor and loader go on
//! doing what they did.

#[cfg(exact_generators)]
mod continuations;
#[cfg(not(exact_generators))]
mod generator_state;
#[cfg(not(exact_generators))]
pub(crate) mod generators;
pub(crate) mod hooks;
pub(crate) mod jobs;
pub(crate) mod modules;
pub(crate) mod rejections;
#[cfg(not(exact_generators))]
pub(crate) mod then;
#[cfg(all(feature = "runtime", not(exact_generators)))]
mod unfinished;
mod weak_table;
