//! The errors of a pool. They can be sent to other threads, so they have texts of exceptions, not values.

use super::health::TenantState;

/// Why a tenant cannot be called.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotRunning {
    /// There is no tenant with this id.
    #[error("there is no tenant `{0}`")]
    Unknown(String),
    /// The tenant is not running.
    #[error("the tenant `{0}` cannot be called: it is {1}")]
    State(String, TenantState),
}

/// Why a tenant could not be unloaded in order. It is not there any more.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UnloadError {
    /// There is no tenant with this id.
    #[error("there is no tenant `{0}`")]
    Unknown(String),
    /// It is being unloaded by another call.
    #[error("the tenant `{0}` is being unloaded already")]
    Unloading(String),
    /// It has failed, or ended by itself, before or meanwhile.
    #[error("the tenant ended before it was unloaded: it is {0}")]
    State(TenantState),
    /// It panicked while it was being unloaded.
    #[error("the tenant panicked while it was unloaded: {0}")]
    Panicked(String),
    /// The pool ended meanwhile, or the thread of the tenant.
    #[error("the pool, or the tenant's thread, ended before the tenant was unloaded")]
    Ended,
}
