//! Our job executor: one JS thread on a tokio current-thread runtime.
//!
//! A turn of the loop runs one macrotask of each source that has one — a due timer, a generic job,
//! a message from another thread, one poll of each ready native future — and after *each* of them
//! the microtasks until there are none, then the rejection notices. With nothing to run the loop
//! runs an [idle job](EventLoop::enqueue_when_idle), or sleeps until a timer is due, a future is woken or a
//! message arrives; it ends when only finalization jobs and
//! [background timers](EventLoop::set_background_timer) are left. An exception in a callback is reported and nothing else stops.

mod blocking;
mod checkpoint;
mod executor;
mod inspect;
mod mailbox;
mod report;
mod reporting;
mod shutdown;
mod timers;
mod turn;

pub use executor::EventLoop;
pub use mailbox::{KeepAlive, Mailbox};
pub use report::{Interceptor, Report, ReportKind, Reporter};
pub use shutdown::Abandoned;
