//! `Event`, `CustomEvent` and `EventTarget`; also `ErrorEvent`, which dispatching treats specially.
//!
//! There is no tree of nodes, so the path of an event consists of its target.

pub(crate) mod create;
pub(crate) mod custom_event;
pub(crate) mod dispatch;
pub(crate) mod error_event;
pub(crate) mod event;
pub(crate) mod event_state;
pub(crate) mod external;
pub(crate) mod global;
pub(crate) mod handler;
pub(crate) mod listener;
pub(crate) mod slots;
pub(crate) mod target;

use boa_engine::{Context, JsResult};

use crate::{
    apis::WebApis,
    mechanism::{
        Fallback,
        rule::{Propagation, Rule, row},
    },
    webidl::expose,
};

#[rustfmt::skip]
pub(crate) const RULES: &[Propagation] = &[
    row("EventTarget", "dispatchEvent()", "any", Rule::Transparent, "Synchronous event dispatches", "propagation/dispatch.js"),
    row("EventTarget", "a listener throws", "error report", Rule::External, "Summary, rule 5", "propagation/errors.js"),
    row("EventTarget", "the host, fire_external_event", "any", Rule::External, "Externally-caused event dispatches", "propagation/external.js"),
    row("EventTarget", "captureFallbackContext(), with the option", "the callback", Rule::Transparent, "an earlier draft", "propagation/fallback.js"),
    row("EventTarget", "an external event, under captureFallbackContext()", "any: external, with the recorded values", Rule::External, "an earlier draft", "propagation/fallback.js"),
];

/// Creates the intrinsics of the current realm, and defines the chosen APIs.
pub(crate) fn install(apis: &WebApis, context: &mut Context) -> JsResult<()> {
    let event = event::install(context);
    custom_event::install(&event, context);
    error_event::install(&event, context);
    if apis.capture_fallback_context {
        Fallback::enable(context);
    }
    target::install(apis, context);
    global::install(apis.errors, context)?;
    if apis.events {
        expose::<event_state::Event>(context)?;
        expose::<custom_event::CustomEvent>(context)?;
        expose::<slots::EventTarget>(context)?;
    }
    Ok(())
}
