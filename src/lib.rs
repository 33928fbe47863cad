//! Spec-exact [`AsyncContext`](https://tc39.es/proposal-async-context/) for the
//! [Boa](boa_engine) JavaScript engine.
//!
//! ```
//! # #[cfg(feature = "runtime")]
//! # fn main() -> Result<(), boa_async_context::Error> {
//! use boa_async_context::Runtime;
//!
//! let mut runtime = Runtime::builder().build()?;
//! runtime.eval(
//!     "const request = new AsyncContext.Variable({ name: 'request', defaultValue: '-' });
//!      const lines = [];
//!      const log = (text) => lines.push(`[${request.get()}] ${text}`);
//!
//!      async function handle(id) {
//!          await request.run(id, async () => {
//!              log('begun');
//!              await new Promise((resolve) => setTimeout(resolve, 10 / id));
//!              log('done');
//!          });
//!          log('outside again');
//!      }
//!      handle(1); handle(2);",
//! )?;
//! runtime.run_until_idle_blocking()?;
//! let lines = runtime.eval("lines.join()")?;
//! # let lines = lines.as_string().unwrap().to_std_string_escaped();
//! assert_eq!(
//!     lines,
//!     "[1] begun,[2] begun,[2] done,[-] outside again,[1] done,[-] outside again"
//! );
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "runtime"))]
//! # fn main() {}
//! ```
//!
//! | to | take |
//! |---|---|
//! | run programs, with an event loop and the usual globals | [`Runtime`] |
//! | run many tenants' programs on a few threads | [`pool`] |
//! | build a like runtime on another thread | [`RuntimeSettings`] |
//! | add AsyncContext to a Boa host that has its own | [`AsyncContext`] |
//! | carry values of the host along with those of the program | [`HostVariable`], [`HostScope`], [`JsHostVariable`], [`HostContext`] |
//! | give programs variables of a class of your own | [`ProgramVariable`] |
//! | capture and restore by hand | [`Agent`], [`Mapping`], [`Capture`] |
//! | be told of each switch of the mapping | [`Agent::on_switch`] |
//! | see which mappings are held, and by what | [`Agent::census`], [`Agent::live_captures`] |
//! | run jobs on tokio, and receive uncaught exceptions | [`event_loop`] |
//! | decide what programs import, and how | [`loader`] |
//! | limit what a program may have and do | [`Limits`] |
//! | follow operations with spans of the `tracing` crate (feature `tracing`) | [`tracing`] |
//! | show values to people, receive what programs print | [`inspect`](inspect()), [`console`] |
//! | close native objects that JS has forgotten | [`cleanup`] |
//! | find out what keeps a value alive | [`Retainers`] |
//!
//! The guides for hosts are in the repository, below `docs/guide/`:
//!
//! | guide | what it does |
//! |---|---|
//! | `hosting.md` | builds a service, from its `Cargo.toml` to its shutdown: requests that call into JavaScript, time limits, errors |
//! | `tenants.md` | runs many programs on a few threads: loads them, calls them, sees how they are, evicts them |
//! | `untrusted.md` | limits, where requests may go, and what is left for the process |
//! | `tracing.md` | lets the span of a request follow it through everything that it starts |
//! | `native-resources.md` | gives files, connections and the like to programs, and closes them in the background |
//! | `threads.md` | says what may cross threads, and which executor fits |
//!
//! A context, and everything that refers to it, belongs to its thread. [`HostVariable`], [`HostContext`] and
//! [`event_loop::Mailbox`] are for other threads: they are `Send` and `Sync`.
//!
//! [`Runtime`], the event loop, the module loader and [`cleanup`] need the feature `runtime`, which is on by
//! default.
#![deny(missing_docs, unsafe_code)]

mod agent;
mod builtin_override;
mod builtins;
mod census;
#[cfg(feature = "runtime")]
pub mod cleanup;
mod collector;
#[cfg(feature = "runtime")]
pub mod console;
#[cfg(feature = "runtime")]
mod counting_allocator;
mod embed;
#[cfg(feature = "runtime")]
mod engine_panic;
#[cfg(feature = "runtime")]
pub mod event_loop;
mod gc_stress;
mod host;
mod inspect;
#[cfg(feature = "runtime")]
mod interrupt;
mod limits;
#[cfg(feature = "runtime")]
pub mod loader;
mod mapping;
mod native_stack;
mod nesting;
mod one_line;
#[cfg(feature = "runtime")]
pub mod pool;
mod promise;
mod propagate;
mod realm;
mod realm_life;
#[cfg(feature = "runtime")]
mod resource_class;
mod retainers;
#[cfg(feature = "runtime")]
mod runtime;
mod send_assertions;
#[cfg(feature = "runtime")]
pub mod source;
#[cfg(feature = "tracing")]
mod spans;
#[cfg(feature = "tracing")]
pub mod tracing;
#[cfg(feature = "runtime")]
mod watchdog;
mod wiring;

pub use agent::{Agent, Switch, SwitchKind, Switches};
pub use builtins::ProgramVariable;
pub use census::{Capture, CaptureKind, CaptureLocation, Census, CensusRow, LiveCapture};
pub use collector::CollectorSettings;
#[cfg(feature = "runtime")]
pub use counting_allocator::CountingAllocator;
pub use embed::AsyncContext;
#[cfg(feature = "runtime")]
pub use engine_panic::EnginePanic;
#[cfg(feature = "runtime")]
pub use event_loop::EventLoop;
pub use gc_stress::set_gc_stress;
pub use host::{HostContext, HostScope, HostVariable, JsHostVariable};
pub use inspect::{InspectOptions, Look, inspect, register_look};
pub use limits::{
    Limit, LimitMet, Limits, NetworkRequest, NetworkRules, Permit, array_buffer, uint8_array,
};
#[cfg(feature = "runtime")]
pub use loader::FileModules;
pub use mapping::{Mapping, Storage, UnknownStorage};
pub use nesting::check::check_nesting;
pub use one_line::OneLine;
pub use promise::{perform_promise_then, promise_resolve};
pub use propagate::{
    hooks::ContextHooks,
    jobs::ContextJobs,
    modules::{ContextModules, load_link_evaluate},
};
pub use realm::in_realm;
pub use realm_life::{is_of_closed_realm, is_realm_closed, on_close_realm, on_create_realm};
pub use retainers::{LargestPart, OtherCaptures, RetainedGroup, Retainers};
#[cfg(feature = "runtime")]
pub use runtime::{Error, RealmHandle, Runtime, RuntimeBuilder, RuntimeSettings, ShutdownReport};

pub use wiring::InstallError;

/// Whether the engine of this build has our changes, so that nothing is approximated and realms are collected.
///
/// The build finds it out: the engine that `cargo xtask exact` makes says so to the crates that depend on it.
pub const EXACT_GENERATORS: bool = cfg!(exact_generators);

/// The examples of the README are tests, too.
#[cfg(all(doctest, feature = "runtime"))]
#[doc = include_str!("../README.md")]
struct Readme;

/// And those of the guide to tracing.
#[cfg(all(doctest, feature = "runtime"))]
#[doc = include_str!("../docs/guide/tracing.md")]
struct Tracing;

/// And those of the guide to native resources.
#[cfg(all(doctest, feature = "runtime"))]
#[doc = include_str!("../docs/guide/native-resources.md")]
struct NativeResources;

/// And those of the guide to threads.
#[cfg(all(doctest, feature = "runtime"))]
#[doc = include_str!("../docs/guide/threads.md")]
struct Threads;

/// And those of the page about host variables.
#[cfg(all(doctest, feature = "runtime"))]
#[doc = include_str!("../docs/host-variables.md")]
struct HostVariables;

/// And those of the guide to leaks.
#[cfg(all(doctest, feature = "runtime"))]
#[doc = include_str!("../docs/leaks.md")]
struct Leaks;
