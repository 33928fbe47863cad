//! `Event`, `CustomEvent` and `EventTarget`.
//!
//! There is no tree of nodes: the path of an event is its target alone.

pub(crate) mod custom_event;
pub(crate) mod dispatch;
pub(crate) mod event;
pub(crate) mod global;
pub(crate) mod listener;
pub(crate) mod target;

use boa_engine::{Context, JsResult};

use crate::{
    WebApis,
    mechanism::Fallback,
    propagation::{Propagation, Rule, row},
    webidl::expose,
};

#[rustfmt::skip]
pub(crate) const PROPAGATION: &[Propagation] = &[
    row("EventTarget", "dispatchEvent()", "any", Rule::Transparent, "propagation/dispatch.js"),
    row("EventTarget", "a listener throws", "error report", Rule::External, "propagation/errors.js"),
    row("EventTarget", "the host, fire_external_event", "any", Rule::External, "propagation/external.js"),
];

/// Makes the intrinsics of the current realm, and defines those that were chosen.
pub(crate) fn install(apis: &WebApis, context: &mut Context) -> JsResult<()> {
    let event = event::install(context);
    custom_event::install(&event, context);
    if apis.capture_fallback_context {
        Fallback::enable(context);
    }
    target::install(apis, context);
    global::install(apis.errors, context)?;
    if apis.events {
        expose::<event::Event>(context)?;
        expose::<custom_event::CustomEvent>(context)?;
        expose::<target::EventTarget>(context)?;
    }
    Ok(())
}
