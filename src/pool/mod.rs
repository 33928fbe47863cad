//! Many tenants' programs on a few threads: each has a [`Runtime`](crate::Runtime) of its own.
//!
//! ```
//! use std::time::Duration;
//! use boa_async_context::pool::{Pool, Tenant};
//! use boa_engine::{Context, JsNativeError, JsValue, js_string};
//!
//! # futures_lite::future::block_on(async {
//! let pool = Pool::builder().threads(2).build()?;
//! pool.load("ann", Tenant::script("globalThis.greet = async () => 'ann says hello'")).await?;
//! pool.load("bob", Tenant::script("globalThis.greet = async () => 'bob says hello'")).await?;
//!
//! let greet = |context: &mut Context| {
//!     let greet = context.global_object().get(js_string!("greet"), context)?;
//!     let missing = || JsNativeError::typ().with_message("no function `greet`");
//!     greet.as_callable().ok_or_else(missing)?.call(&JsValue::undefined(), &[], context)
//! };
//! assert_eq!(pool.call::<String>("bob", greet)?.await?, "bob says hello");
//!
//! let report = pool.unload("ann", Duration::from_secs(1)).await?;
//! assert!(report.is_clean());
//! assert_eq!(pool.health().len(), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! # }).unwrap();
//! ```
//!
//! # Threads
//!
//! A runtime belongs to the thread that builds it, so a tenant stays on the thread that it was placed on: the one with the
//! fewest tenants, or [one of its own](Tenant::on_its_own_thread). The tenants of a thread take turns, each for a
//! [time slice](crate::EventLoop::set_time_slice).
//!
//! # What a tenant can do to another
//!
//! On the same thread: hold it up, by a job that does not return, and slow down its collections, because the collector's heap
//! is that of a thread. [`Pool::threads`] tells which thread is stuck, and on whom. Tenants of other threads go on. In the same
//! process: use up the memory.
//!
//! **Panics.** A panic in a tenant, of the engine or of a native function, ends this tenant alone: it is
//! [`Failed`](TenantState::Failed), its calls end, and its runtime is dropped. Its neighbours go on. That is safe, because
//! nothing of a runtime is shared with another one but the collector's heap, and a panic in code that runs leaves that
//! heap whole: handles are counted by their drops, which unwinding does as well. A panic in the middle of a collection may
//! not leave it whole; only a `Trace`, `Finalize` or `Drop` of the host could cause one. The runtime is dropped after the
//! unwinding, not in it, so that a second panic does not abort the process; what a second panic leaves is leaked. With
//! `panic = "abort"` any panic ends the process.
//!
//! | file | what |
//! |---|---|
//! | `pool` | [`Pool`] |
//! | `thread` | a thread and its end |
//! | `drive` | a tenant on its thread, from its load to its end |
//! | `record` | what the pool knows of a tenant and of a thread |
//! | `tenant`, `health`, `error`, `load_error` | what is loaded, what is told, what fails |

mod drive;
mod error;
mod health;
mod load_error;
#[allow(clippy::module_inception)] // it is the pool of this module
mod pool;
mod record;
mod tenant;
mod thread;

pub use error::{NotRunning, UnloadError};
pub use health::{Busy, TenantHealth, TenantState, ThreadHealth};
pub use load_error::LoadError;
pub use pool::{Loading, Pool, PoolBuilder, PoolEnd, Unloading};
pub use tenant::Tenant;
