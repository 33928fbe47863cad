//! The time that programs see in timestamps.
//!
//! <https://w3c.github.io/hr-time/>

use boa_engine::{Context, JsData};
use boa_gc::{Finalize, Trace};

/// The *time origin* of a realm: what its timestamps count from.
#[derive(Clone, Copy, Trace, Finalize, JsData)]
#[boa_gc(empty_trace)]
struct TimeOrigin {
    /// In nanoseconds of the context's clock, which never goes backwards.
    clock: u128,
    /// In milliseconds since 1970.
    unix: i64,
}

/// How fine the clock is, in microseconds: what the standard asks for, so that it does not measure caches.
const RESOLUTION: u128 = 5;

/// Makes this moment the time origin of the current realm.
pub(crate) fn install(context: &mut Context) {
    let origin = TimeOrigin {
        clock: context.clock().now().nanos_since_epoch(),
        unix: context.clock().system_time_millis(),
    };
    context.realm().host_defined_mut().insert(origin);
}

fn origin(context: &Context) -> Option<TimeOrigin> {
    context.realm().host_defined().get::<TimeOrigin>().copied()
}

/// The *current high resolution time*, in milliseconds since the time origin of the current realm.
pub(crate) fn now(context: &Context) -> f64 {
    let now = context.clock().now().nanos_since_epoch();
    let origin = origin(context).map_or(now, |origin| origin.clock);
    // *Coarsen time*. Exact for 285 years.
    let micros = now.saturating_sub(origin) / 1_000;
    (micros - micros % RESOLUTION) as f64 / 1_000.0
}

/// The time origin of the current realm, in milliseconds since 1970.
pub(crate) fn time_origin(context: &Context) -> f64 {
    origin(context).map_or(0.0, |origin| origin.unix as f64)
}
