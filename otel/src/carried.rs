//! What a mapping carries.

use std::sync::LazyLock;

use boa_async_context::{Agent, HostVariable};
use boa_engine::Context as JsContext;
use opentelemetry::{Context, baggage::BaggageExt};

/// The context of the remote caller: its span and its baggage.
pub(crate) static REMOTE: LazyLock<HostVariable<Context>> = LazyLock::new(HostVariable::new);

/// The value of a key in the baggage of the current mapping: what the remote caller has sent along. O(log n), and a copy.
///
/// It came from outside, so do not decide by it who may do what.
#[must_use]
pub fn baggage(key: &str, context: &JsContext) -> Option<String> {
    let remote = REMOTE.get(&Agent::of(context)?)?;
    let value = remote.baggage().get(key)?;
    Some(value.to_string())
}
