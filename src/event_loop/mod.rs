//! Our job executor: one JS thread on a tokio current-thread runtime.
//!
//! A turn of the loop runs the macrotasks that are queued when it begins, in rounds: one of each source that has one (a
//! due timer, a generic job, a message from another thread) and one poll of each ready native future. After *each*
//! macrotask there is a microtask checkpoint: microtasks until there are none, then notices of rejections. With nothing
//! to run, the loop runs an [idle job](EventLoop::enqueue_when_idle), or sleeps until a timer is due, a future is woken or
//! a message arrives. It ends when only finalization jobs and
//! [background timers](EventLoop::set_background_timer) are left. An exception in a callback is reported and does not
//! stop anything else.
//!
//! | file | what |
//! |---|---|
//! | `turn` | which macrotask is next, and sleeping |
//! | `checkpoint` | the microtask checkpoint |
//! | `state` | [`EventLoop`]: the queues |
//! | `executor` | the loop as a job executor |
//! | `reporting` | reporting exceptions and rejections |
//! | `shutdown` | stopping, deadlines, and what is left then |
//! | `timers`, `mailbox`, `blocking` | the queue of timers, messages from other threads, synchronous runs |
//! | `report` | what is reported |

mod blocking;
mod checkpoint;
mod executor;
mod mailbox;
mod report;
mod reporting;
mod shutdown;
mod state;
mod timers;
mod turn;

pub use mailbox::{KeepAlive, Mailbox};
pub use report::{Interceptor, Report, ReportKind, Reporter};
pub use shutdown::Abandoned;
pub use state::EventLoop;
