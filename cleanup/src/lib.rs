//! Cleaning up after native objects that JavaScript has forgotten: asynchronously, off the JS thread, from
//! inside a GC sweep, without a panic, a deadlock or a loss.
//!
//! ```text
//!   close(), asyncDispose ─┐                      ┌─► batch of up to 64 ─► a future each, isolated
//!   collected by the GC ───┼─► submit ─► channel ─┤         (spawned; nobody waits for it)
//!   runtime shutdown ──────┘  (only sends)        └─► batch ...                │
//!                                                                             ▼
//!                       submitted = completed + failed + timed out + abandoned + in flight
//! ```
//!
//! | to | take |
//! |---|---|
//! | expose an asynchronous native resource as a JS class | [`Resources`], [`NativeResource`] |
//! | run any cleanup from a `Drop` | [`CleanupQueue`], [`Submitter`] |
//! | release ids at another process, in batches | [`ReleaseBatcher`], [`Peer`] |
//! | free a value once and never under an operation | [`Guarded`], [`HandleGuard`] |
//!
//! Nothing here knows the garbage collector but the classes of [`Resources`]: the rest is `Send` and
//! works in any program.

#![deny(missing_docs, unsafe_code)]

mod batch;
mod dispatch;
#[expect(
    unsafe_code,
    reason = "the protocol is what makes it safe; argued there, and modelled in `cleanup/models`"
)]
mod guard;
mod inbox;
mod isolate;
mod ledger;
mod queue;
mod resource;
mod signal;
mod sync;

pub use batch::{Peer, ReleaseBatcher, ReleaseError, RetryPolicy};
pub use guard::{
    FreeOutcome, Freed, Guarded, HandleGuard, HandleOp, LeakCounter, Operation, OwnedOperation,
};
pub use inbox::Submitter;
pub use ledger::{CleanupLedger, CleanupStats, Failure, Label, Left, LeftOver, Settled};
pub use queue::{AlreadyStarted, BoxTask, CleanupError, CleanupOptions, CleanupQueue, CleanupTask};
pub use resource::{
    CloseOutcome, CloseReason, Leaked, NativeResource, Owned, ResourceOperation, ResourceOptions,
    ResourceReport, Resources,
};

/// What a language binding needs: code that gives resources to the programs of another language.
///
/// A binding gives the program a handle that holds an [`Owned`](crate::Owned) resource, so that collecting
/// the handle closes the resource. It opens resources and runs operations with:
///
/// - [`Resources::begin_opening`](crate::Resources::begin_opening), so that a shutdown waits for the call;
/// - [`Resources::spawn_operation`](crate::Resources::spawn_operation), which isolates the operation and
///   notes where the program called it;
/// - [`ResourceRef`], the receiver of a method call, which keeps working if the handle is collected
///   during the call;
/// - [`WeakResources`] in functions that the program can reach, so that they do not keep the queue alive.
pub mod bindings {
    pub use crate::resource::{Opening, OperationError, ResourceRef, WeakResources};
}
