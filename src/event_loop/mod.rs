//! Our job executor: one JS thread on a tokio current-thread runtime.
//!
//! A turn of the loop runs the macrotasks that are queued when it begins, in rounds: one of each source that has one (a
//! due timer, a generic job, a message from another thread) and one poll of each ready native future. After *each*
//! macrotask there is a microtask checkpoint: microtasks until there are none, then notices of rejections. With nothing
//! to run, the loop runs an [idle job](EventLoop::enqueue_when_idle), or sleeps until a timer is due, a future is woken or
//! a message arrives. It is idle when only finalization jobs,
//! [background timers](EventLoop::set_background_timer) and
//! [background futures](EventLoop::begin_in_background) are left. An exception in a callback is reported and does not stop
//! anything else.
//!
//! After a [time slice](EventLoop::set_time_slice) the loop lets the other tasks of its thread go on, also between two
//! microtasks.
//!
//! | file | what |
//! |---|---|
//! | `run` | what comes next, sleeping, letting go |
//! | `settled` | running for one promise |
//! | `macrotasks` | running one of each source |
//! | `checkpoint` | the microtask checkpoint |
//! | `in_flight` | native futures that have begun |
//! | `slice` | time slices |
//! | `turns`, `limited` | turns that have limits, and what happens when one is met |
//! | `state` | [`EventLoop`]: the queues |
//! | `microtasks` | the queue of microtasks and of ticks |
//! | `driver` | [`Driver`]: the loop for a host with a context of its own |
//! | `executor` | the loop as a job executor |
//! | `reporting` | reporting exceptions and rejections |
//! | `shutdown` | deadlines, and what is left at the end |
//! | `realms` | closing a realm |
//! | `timers`, `mailbox`, `blocking` | the queue of timers, messages from other threads, synchronous runs |
//! | `at_once` | loading a graph of modules without waiting |
//! | `reactor` | tokio's timers and sockets, wherever a run is polled |
//! | `call` | calling into JavaScript from any thread |
//! | `report` | what is reported |

mod at_once;
mod blocking;
mod call;
mod checkpoint;
mod driver;
mod executor;
mod in_flight;
mod limited;
mod macrotasks;
mod mailbox;
mod microtasks;
mod reactor;
mod realms;
mod report;
mod reporting;
mod run;
mod settled;
mod shutdown;
mod slice;
mod state;
mod timers;
mod turns;

pub use crate::watchdog::{Stuck, TurnKind, TurnTime};
pub use call::{Call, CallError};
pub use driver::Driver;
pub(crate) use in_flight::InFlight;
pub use limited::EnforceError;
pub use mailbox::{KeepAlive, Mailbox};
pub use realms::ClosedRealm;
pub use report::{Interceptor, Report, ReportKind, Reporter};
pub use run::LoopState;
pub(crate) use run::{Run, Until};
pub use settled::Settled;
pub(crate) use settled::handle_rejection;
pub use shutdown::Abandoned;
pub use state::EventLoop;
pub use timers::TimerPlace;
pub(crate) use turns::is_interruption;
