//! Why a tenant was not loaded.

/// Why a tenant was not loaded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LoadError {
    /// A tenant with this id is there. [Unload](super::Pool::unload) it first.
    #[error("there is a tenant `{0}` already; unload it first")]
    IdTaken(String),
    /// The runtime could not be built, or the tenant's function that defines globals failed.
    #[error("the runtime of the tenant cannot be built: {0}")]
    Setup(String),
    /// The program cannot be read or parsed, or threw and did not catch it. With the text of the exception and its stack.
    #[error("the program of the tenant failed: {0}")]
    Program(String),
    /// The engine or a native function panicked.
    #[error("the tenant panicked while it was loaded: {0}")]
    Panicked(String),
    /// The operating system refused a thread for the tenant.
    #[error("cannot start a thread for the tenant: {0}")]
    Thread(String),
    /// The pool ended, or the tenant was unloaded, before the program was loaded.
    #[error("the tenant was ended before its program was loaded")]
    Ended,
}
