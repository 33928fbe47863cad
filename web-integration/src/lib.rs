//! Web APIs for [Boa](boa_engine): every listener and callback runs in its right `AsyncContext`.
//!
//! ```
//! use boa_async_context::Runtime;
//!
//! let mut runtime = Runtime::builder().build()?;
//! boa_async_context_web::register(&mut runtime)?;
//! runtime.eval(
//!     "const user = new AsyncContext.Variable();
//!      let seen;
//!      const signal = user.run('ann', () => AbortSignal.timeout(1));
//!      user.run('bob', () => signal.addEventListener('abort', () => { seen = user.get(); }));
//!      setTimeout(() => {}, 10); // a pending signal alone does not keep the program running",
//! )?;
//! runtime.run_until_idle_blocking()?;
//! assert_eq!(runtime.eval("seen")?.display().to_string(), "\"ann\"");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | to | use |
//! |---|---|
//! | define all APIs in a [`Runtime`](boa_async_context::Runtime) | [`register()`] |
//! | choose APIs, or use a context or realm of your own, with or without AsyncContext | [`WebApis`] |
//! | decide what workers may do | [`WorkerPolicy`] |
//! | abort a signal from any thread, as when a client hangs up | [`AbortHandle`] |
//! | fire an event of the host | [`fire_external_event`] |
//! | run the animation frames when the host draws | [`frames`] |
//! | find out which listener runs in which mapping | [`propagation`] |
//!
//! Contexts, and with them all functions here, belong to one thread. The features `network` (`fetch`,
//! `XMLHttpRequest`, `EventSource`) and `tls` (`https:` URLs) are on by default.
#![deny(missing_docs, unsafe_code)]
// Shared helpers are unused when the `network` feature is off.
#![cfg_attr(not(feature = "network"), allow(dead_code, unused_imports))]

mod abort;
mod apis;
mod callback;
mod clock;
mod compression;
mod crypto;
mod dom_exception;
mod encoding;
mod errors;
mod events;
mod mechanism;
mod messaging;
mod modules;
mod navigator;
#[cfg(feature = "network")]
mod network;
mod observers;
pub mod propagation;
mod register;
#[cfg(feature = "network")]
mod request_headers;
mod schedulers;
mod streams;
mod url;
mod webidl;
mod worker_policy;
mod workers;

pub use abort::host::{AbortHandle, AbortOnDrop, AbortReason};
pub use apis::WebApis;
pub use events::external::fire_external_event;
pub use register::register;
pub use schedulers::frames;
pub use worker_policy::{ScriptLocation, WorkerKind, WorkerPolicy, WorkerRequest, WorkerRuntime};
pub use workers::{live_workers, stuck_workers};

/// The examples of the guide to untrusted code are tests.
#[cfg(all(doctest, feature = "network"))]
#[doc = include_str!("../../docs/guide/untrusted.md")]
struct Untrusted;

/// And those of the guide to tenants, whose programs have these APIs.
#[cfg(all(doctest, feature = "network"))]
#[doc = include_str!("../../docs/guide/tenants.md")]
struct Tenants;
