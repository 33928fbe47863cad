//! What programs expect of Node: `node:async_hooks`, and as much of `node:process` as libraries look at.
//!
//! [`async_hooks::exports`] makes the module for the current realm. An `AsyncLocalStorage` is a variable in the mappings
//! of AsyncContext, so everything that carries those carries its store, and an `AsyncContext.Snapshot` captures it.
//!
//! ```
//! use boa_async_context::{Error, Runtime};
//! use boa_engine::{js_string, property::Attribute};
//!
//! let mut runtime = Runtime::builder().build()?;
//! {
//!     let context = &mut *runtime.context_mut();
//!     let exports = boa_async_context_node::async_hooks::exports(context).map_err(Error::Setup)?;
//!     let name = js_string!("async_hooks");
//!     context.register_global_property(name, exports, Attribute::all()).map_err(Error::Setup)?;
//! }
//! runtime.eval(
//!     "const { AsyncLocalStorage } = async_hooks;
//!      const request = new AsyncLocalStorage();
//!      let seen;
//!      request.run('r1', async () => { await null; seen = request.getStore(); });",
//! )?;
//! runtime.run_until_idle_blocking()?;
//! assert_eq!(runtime.eval("seen")?.display().to_string(), "\"r1\"");
//! # Ok::<(), Error>(())
//! ```
//!
//! [`process::exports`] makes `node:process`, and [`process::define_global`] the global `process`, from what the host has
//! [lent](process::Process).
//!
//! `docs/node.md` says what there is, and where it differs from Node.
#![deny(missing_docs, unsafe_code)]

pub mod async_hooks;
mod class;
mod errors;
mod once;
pub mod process;
