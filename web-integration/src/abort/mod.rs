//! `AbortController` and `AbortSignal`.

pub(crate) mod algorithm;
pub(crate) mod controller;
pub(crate) mod dependent;
pub(crate) mod host;
pub(crate) mod pruned;
pub(crate) mod reason;
mod signal;
pub(crate) mod signal_abort;
pub(crate) mod state;
mod timeout;

pub(crate) use timeout::wait_for_observed_timeouts;

use boa_engine::{Context, JsResult};

use crate::{
    apis::WebApis,
    mechanism::rule::{Propagation, Rule, row},
    webidl::expose,
};

#[rustfmt::skip]
pub(crate) const RULES: &[Propagation] = &[
    row("AbortController", "abort()", "abort", Rule::Transparent, "Synchronous event dispatches", "propagation/abort.js"),
    row("AbortSignal.any", "abort() of a source", "abort", Rule::Transparent, "Synchronous event dispatches", "propagation/abort.js"),
    row("AbortSignal.any", "a source times out", "abort", Rule::Holder, "silent: the same action as that of the source", "propagation/timeout.js"),
    row("AbortSignal.timeout", "timeout()", "abort", Rule::Holder, "Objects responsible for one task", "propagation/timeout.js"),
];

/// Creates the intrinsics of the current realm, and defines the chosen APIs.
pub(crate) fn install(apis: &WebApis, context: &mut Context) -> JsResult<()> {
    signal::install(context)?;
    controller::install(context);
    if apis.abort {
        expose::<state::AbortSignal>(context)?;
        expose::<controller::AbortController>(context)?;
    }
    Ok(())
}
