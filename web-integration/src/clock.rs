//! The clock of timestamps.
//!
//! <https://w3c.github.io/hr-time/>

use boa_engine::{Context, JsData, JsResult};
use boa_gc::{Finalize, Trace};

use crate::apis::WebApis;

/// The *time origin* of a realm: the moment from which its timestamps count.
#[derive(Clone, Copy, Trace, Finalize, JsData)]
#[boa_gc(empty_trace)]
struct TimeOrigin {
    /// Nanoseconds on the context's clock, which never goes backwards.
    clock: u128,
    /// Milliseconds since 1970.
    unix: i64,
}

/// The resolution in microseconds. The standard asks for this one, so that programs cannot measure caches.
const RESOLUTION: u128 = 5;

/// Makes this moment the time origin of the current realm. It never fails.
pub(crate) fn install(_: &WebApis, context: &mut Context) -> JsResult<()> {
    let origin = TimeOrigin {
        clock: context.clock().now().nanos_since_epoch(),
        unix: context.clock().system_time_millis(),
    };
    context.realm().host_defined_mut().insert(origin);
    Ok(())
}

/// The time origin of the current realm; `None` in a realm without these APIs.
fn origin(context: &Context) -> Option<TimeOrigin> {
    context.realm().host_defined().get::<TimeOrigin>().copied()
}

/// The *current high resolution time*, in milliseconds since the time origin of the current realm
///
/// <https://w3c.github.io/hr-time/#dfn-current-high-resolution-time>
pub(crate) fn now(context: &Context) -> f64 {
    let now = context.clock().now().nanos_since_epoch();
    let origin = origin(context).map_or(now, |origin| origin.clock);
    // Coarsen time. The result is exact for 285 years.
    let micros = now.saturating_sub(origin) / 1_000;
    (micros - micros % RESOLUTION) as f64 / 1_000.0
}

/// *Get time origin timestamp*: the time origin of the current realm, in milliseconds since 1970
///
/// <https://w3c.github.io/hr-time/#get-time-origin-timestamp>
pub(crate) fn time_origin(context: &Context) -> f64 {
    origin(context).map_or(0.0, |origin| origin.unix as f64)
}
