//! Asynchronous cleanup that can be submitted from any `Drop`.
//!
//! A `Drop` cannot wait, may run outside any async runtime or while a thread unwinds, and must not panic. Here
//! it only submits a task to a queue. A worker runs the task later, isolated from all others, and every task
//! is accounted for.
//!
//! ```text
//!   Drop (any thread,          ┌──────────────┐   up to 64   ┌─► batch: a future per task, isolated
//!   unwinding, GC sweep) ─────►│ CleanupQueue │──────────────┤        (spawned; the worker never waits for it)
//!   only sends                 └──────────────┘  per wake-up └─► batch ...
//!
//!            submitted = completed + failed + timed out + abandoned + in flight
//! ```
//!
//! | to | take |
//! |---|---|
//! | run cleanups that a `Drop` submits | [`CleanupQueue`], [`Submitter`], [`BoxTask`] |
//! | release objects in another process by id, in batches | [`ReleaseBatcher`], [`Peer`] |
//! | free a value once and never under a running operation | [`Guarded`], [`HandleGuard`] |
//! | own values that must be closed asynchronously | [`Resources`], [`NativeResource`], [`Owned`] |
//! | give such values to programs in another language | [`bindings`] |
//! | read what became of everything | [`CleanupStats`], [`Left`], [`ResourceReport`] |
//!
//! Everything here is `Send` and `Sync` if the user's types are. Waiting has two forms: `x` is asynchronous,
//! `x_blocking` parks the thread. The README compares this crate with others.
#![deny(missing_docs, unsafe_code)]

mod batch;
mod block;
mod dispatch;
mod error;
#[expect(
    unsafe_code,
    reason = "the value is reached through the protocol only; argued there, and modelled in `cleanup/models`"
)]
mod guard;
mod inbox;
mod isolate;
mod label;
mod ledger;
mod left;
mod queue;
mod resource;
mod signal;
mod stats;
mod sync;
mod task;

pub use batch::{Peer, ReleaseBatcher, ReleaseError, RetryPolicy};
pub use error::CleanupError;
pub use guard::{
    FreeOutcome, Freed, Guarded, HandleGuard, HandleOp, LeakCounter, Operation, OwnedOperation,
};
pub use inbox::Submitter;
pub use label::Label;
pub use ledger::CleanupLedger;
pub use left::{Left, LeftOver};
pub use queue::CleanupQueue;
pub use resource::{
    CloseOutcome, CloseReason, Leaked, NativeResource, Owned, ResourceOperation, ResourceOptions,
    ResourceReport, Resources,
};
pub use stats::{CleanupStats, Failure, Settled};
pub use task::{AlreadyStarted, BoxTask, CleanupOptions, CleanupTask};

/// For language bindings: code that gives resources to programs in another language.
///
/// A binding gives the program a handle that holds an [`Owned`], so that collecting the handle closes the
/// resource. Besides that it uses:
///
/// - [`Resources::begin_opening`] in a call that opens a resource, so that a shutdown waits for the call;
/// - [`Resources::spawn_operation`], which runs an operation in isolation and notes where the program called
///   it, and in which span;
/// - a [`ResourceRef`](bindings::ResourceRef) as the receiver of a method call, which stays valid if the handle is
///   collected during the call;
/// - [`WeakResources`](bindings::WeakResources) in functions that the program can reach, so that they do not keep
///   the queue alive.
pub mod bindings {
    pub use crate::resource::{Caller, Opening, OperationError, ResourceRef, WeakResources};
}

/// The promises about threads, checked when the crate is compiled.
const _: () = {
    const fn send_sync<T: Send + Sync>() {}

    const fn of_tasks<T: CleanupTask>() {
        send_sync::<Submitter<T>>();
        send_sync::<CleanupQueue<T>>();
    }

    const fn of_values<T: Send + Sync>() {
        send_sync::<Guarded<T>>();
        send_sync::<Operation<'_, T>>();
        send_sync::<OwnedOperation<T>>();
    }

    const fn of_resources<R: NativeResource>() {
        send_sync::<Owned<R>>();
        send_sync::<bindings::ResourceRef<R>>();
        send_sync::<ResourceOperation<R>>();
    }

    let _ = (of_tasks::<BoxTask>, of_values::<u8>);
    struct Any;
    impl NativeResource for Any {
        const NAME: &'static str = "";

        async fn close(self) -> Result<(), CleanupError> {
            Ok(())
        }
    }
    let _ = of_resources::<Any>;
    send_sync::<(HandleGuard, HandleOp<'_>, LeakCounter)>();
    send_sync::<(CleanupLedger, CleanupStats, Failure, Label, Left)>();
    send_sync::<(ReleaseBatcher, RetryPolicy, ReleaseError)>();
    send_sync::<(Resources, ResourceOptions, ResourceReport, Leaked)>();
    send_sync::<(bindings::WeakResources, bindings::Opening, bindings::Caller)>();
    send_sync::<(AlreadyStarted, bindings::OperationError)>();
};

/// The example of the README is a test, too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
