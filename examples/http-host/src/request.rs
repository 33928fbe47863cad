//! What the running code works for.

use std::sync::LazyLock;

use boa_async_context::HostVariable;

/// The request that the running code works for, until it is answered.
pub static REQUEST: LazyLock<HostVariable<Request>> = LazyLock::new(HostVariable::new);

/// What the host knows of a request.
#[derive(Debug)]
pub struct Request {
    /// A number of its own.
    pub id: u32,
}
