//! What a pool tells of its tenants and threads.

use std::{fmt, time::Duration};

use super::load_error::LoadError;

/// The state of a tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum TenantState {
    /// Its runtime is being built, or its program is being loaded.
    Starting,
    /// It can be called.
    Running,
    /// It is being unloaded.
    Unloading,
    /// Its event loop was [ended](crate::event_loop::Mailbox::end).
    Ended,
    /// It could not be loaded.
    NotLoaded(LoadError),
    /// It panicked when it was running. With the message of the panic.
    Failed(String),
}

impl TenantState {
    /// Whether the tenant is gone: it has no runtime any more.
    #[must_use]
    pub const fn is_over(&self) -> bool {
        matches!(self, Self::Ended | Self::NotLoaded(_) | Self::Failed(_))
    }
}

impl fmt::Display for TenantState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Starting => f.write_str("starting"),
            Self::Running => f.write_str("running"),
            Self::Unloading => f.write_str("being unloaded"),
            Self::Ended => f.write_str("ended"),
            Self::NotLoaded(error) => write!(f, "not loaded: {error}"),
            Self::Failed(panic) => write!(f, "failed: it panicked: {panic}"),
        }
    }
}

/// The health of a tenant, as it was after its last turn.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TenantHealth {
    /// The id that it was loaded with.
    pub id: String,
    /// The number of its thread.
    pub thread: usize,
    /// Its state.
    pub state: TenantState,
    /// How often it had the thread.
    pub turns: u64,
    /// The time since it had the thread last; `None` if it never had. A tenant that waits is as good as one that is idle.
    pub since_last_turn: Option<Duration>,
    /// The timers that its loop waits for.
    pub timers: usize,
    /// The failures that were [reported](crate::EventLoop::failures): exceptions and rejections that its program did not catch,
    /// limits that it met.
    pub failures: usize,
}

/// The tenant that has a thread.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Busy {
    /// The id of the tenant.
    pub tenant: String,
    /// For how long it has had the thread.
    pub since: Duration,
}

/// The health of a thread.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ThreadHealth {
    /// Its number.
    pub thread: usize,
    /// How many tenants are on it.
    pub tenants: usize,
    /// The tenant that is running now, if one is.
    pub busy: Option<Busy>,
    /// Whether this tenant has had the thread for longer than [`PoolBuilder::stuck_after`](super::PoolBuilder::stuck_after).
    /// Other tenants of the thread wait for it.
    pub is_stuck: bool,
}
