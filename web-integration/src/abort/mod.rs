//! `AbortController` and `AbortSignal`.

pub(crate) mod controller;
pub(crate) mod dependent;
pub(crate) mod pruned;
pub(crate) mod signal;
pub(crate) mod state;
pub(crate) mod timeout;

use boa_engine::{Context, JsResult};

use crate::{
    WebApis,
    propagation::{Propagation, Rule, row},
    webidl::expose,
};

#[rustfmt::skip]
pub(crate) const PROPAGATION: &[Propagation] = &[
    row("AbortController", "abort()", "abort", Rule::Transparent, "propagation/abort.js"),
    row("AbortSignal.any", "abort() of a source", "abort", Rule::Transparent, "propagation/abort.js"),
    row("AbortSignal.any", "a source times out", "abort", Rule::Holder, "propagation/timeout.js"),
    row("AbortSignal.timeout", "timeout()", "abort", Rule::Holder, "propagation/timeout.js"),
];

/// Makes the intrinsics of the current realm, and defines those that were chosen.
pub(crate) fn install(apis: &WebApis, context: &mut Context) -> JsResult<()> {
    signal::install(context)?;
    controller::install(context);
    if apis.abort {
        expose::<signal::AbortSignal>(context)?;
        expose::<controller::AbortController>(context)?;
    }
    Ok(())
}
