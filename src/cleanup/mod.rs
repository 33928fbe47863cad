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

mod batch;
mod class;
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
pub use class::{Bytes, ClassBuilder, OperationValue};
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
