//! `navigator`.
//!
//! <https://html.spec.whatwg.org/#the-navigator-object>

use std::thread::available_parallelism;

use boa_engine::{Context, JsData, JsResult, JsValue, js_string};
use boa_gc::{Finalize, Trace};

use crate::{
    apis::WebApis,
    webidl::{
        Interface, expose, global_object, illegal_constructor, illegal_invocation, interface,
        platform_object, prototype_of,
    },
};

interface!(Navigator);

#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct NavigatorSlots;

/// What `userAgent` says, and the header `User-Agent` of requests.
pub(crate) const USER_AGENT: &str = concat!("boa_async_context_web/", env!("CARGO_PKG_VERSION"));

/// Creates the intrinsics of the current realm, and defines `navigator` if it was chosen.
pub(crate) fn install(apis: &WebApis, context: &mut Context) -> JsResult<()> {
    Interface::new::<Navigator>(0, illegal_constructor, context)
        .readonly("userAgent", |this, _, _| {
            require_navigator(this)?;
            Ok(js_string!(USER_AGENT).into())
        })
        .readonly("hardwareConcurrency", |this, _, _| {
            require_navigator(this)?;
            // At least 1 where the system does not tell.
            Ok(available_parallelism()
                .map_or(1.0, |n| n.get() as f64)
                .into())
        })
        .register::<Navigator>();
    if apis.navigator {
        let prototype = prototype_of::<Navigator>(context)?;
        let navigator = platform_object(prototype, NavigatorSlots, context);
        expose::<Navigator>(context)?;
        global_object("navigator", navigator, context)?;
    }
    Ok(())
}

fn require_navigator(this: &JsValue) -> JsResult<()> {
    match this.as_object() {
        Some(object) if object.is::<NavigatorSlots>() => Ok(()),
        _ => Err(illegal_invocation("Navigator")),
    }
}
