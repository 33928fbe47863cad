//! The interface `EventSource`.
//!
//! <https://html.spec.whatwg.org/#the-eventsource-interface>

use boa_async_context::Limit;
use boa_engine::{Context, JsArgs, JsResult, JsValue, js_string};
use boa_gc::Gc;

use super::{
    connection::connect,
    source::{CLOSED, CONNECTING, OPEN, Source, SourceState},
};
use crate::{
    dom_exception::{dom_error, permit},
    events::slots::{EventTarget, TargetSlots},
    network::{base_url::parse_url, job::spawn},
    webidl::{
        Interface, dictionary, flag, interface, pair_of, platform_object, prototype_from, require,
        usv_string,
    },
};

interface!(EventSource);

/// Creates the intrinsics of the current realm.
pub(in crate::network) fn install(context: &mut Context) -> JsResult<()> {
    let target = pair_of::<EventTarget>(context)?;
    let list = |this: &JsValue, _: &Context| Source::of(this).map(|source| source.list);
    Interface::new::<EventSource>(1, construct, context)
        .inherit(&target)
        .readonly("url", |this, _, _| {
            Ok(js_string!(Source::require(this)?.state.url.as_str()).into())
        })
        .readonly("withCredentials", |this, _, _| {
            Ok(Source::require(this)?.state.with_credentials.into())
        })
        .readonly("readyState", |this, _, _| {
            Ok(Source::require(this)?.state.ready.get().into())
        })
        .operation("close", 0, close)
        .event_handler("onopen", list)
        .event_handler("onmessage", list)
        .event_handler("onerror", list)
        .constant("CONNECTING", CONNECTING)
        .constant("OPEN", OPEN)
        .constant("CLOSED", CLOSED)
        .register::<EventSource>();
    Ok(())
}

/// `new EventSource(url, eventSourceInitDict)`
///
/// <https://html.spec.whatwg.org/#dom-eventsource>
fn construct(new_target: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let prototype = prototype_from::<EventSource>(new_target, context)?;
    require(args, 1, "EventSource")?;
    let url = usv_string(args.get_or_undefined(0), context)?;
    let init = dictionary(args.get(1), "eventSourceInitDict")?;
    let with_credentials = flag(init.as_ref(), "withCredentials", context)?;
    // 3-4. Encoding-parse url; if that fails, then throw a "SyntaxError" DOMException.
    let Ok(url) = parse_url(&url, context) else {
        return Err(dom_error("SyntaxError", "the URL is not valid", context));
    };
    let permit = permit(Limit::Requests, "EventSource", context)?;
    let state = SourceState::new(url, with_credentials, context);
    let slots = TargetSlots::with_state(Gc::new(state));
    let object = JsValue::from(platform_object(prototype, slots, context));
    // 12-16. Make a request and fetch it, in parallel.
    let source = Source::require(&object)?;
    spawn(context, async move |context| {
        let result = connect(source, context).await;
        drop(permit);
        result
    });
    Ok(object)
}

/// `close()`
///
/// <https://html.spec.whatwg.org/#dom-eventsource-close>
fn close(this: &JsValue, _: &[JsValue], _: &mut Context) -> JsResult<JsValue> {
    // Abort any instances of the fetch algorithm started for this EventSource object, and set its
    // readyState to CLOSED.
    Source::require(this)?.close();
    Ok(JsValue::undefined())
}
