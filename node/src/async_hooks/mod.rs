//! `node:async_hooks`: `AsyncLocalStorage`, `AsyncResource`, and the functions around them.
//!
//! | file | what |
//! |---|---|
//! | `local_storage` | `AsyncLocalStorage`, over a [`ProgramVariable`](boa_async_context::ProgramVariable) |
//! | `run_scope` | what `withScope` returns |
//! | `resource`, `resource_slots` | `AsyncResource`: a captured mapping with a number |
//! | `bound` | the functions that `bind` and `snapshot` return |
//! | `hooks` | `createHook` and its hooks, which hear of resources only |
//! | `ids` | the numbers of resources, and which resource is running |

mod bound;
mod hooks;
mod ids;
mod local_storage;
mod module;
mod resource;
mod resource_slots;
mod run_scope;

pub use module::exports;
