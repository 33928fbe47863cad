//! The interfaces `XMLHttpRequest`, `XMLHttpRequestUpload` and `XMLHttpRequestEventTarget`.
//!
//! <https://xhr.spec.whatwg.org/#interface-xmlhttprequest>

use boa_engine::{
    Context, JsArgs, JsObject, JsResult, JsValue, context::intrinsics::StandardConstructor,
};
use boa_gc::{Gc, Trace};

use super::{
    request, response, state,
    state::{UploadState, Xhr, XhrState},
};
use crate::{
    events::{
        listener::ListenerList,
        slots::{EventTarget, TargetSlots, as_target_of},
    },
    webidl::{
        Interface, illegal_constructor, interface, pair_of, platform_object, prototype_from,
        prototype_of,
    },
};

interface!(XMLHttpRequest);
interface!(XMLHttpRequestEventTarget);
interface!(XMLHttpRequestUpload);

/// The event handlers of `XMLHttpRequestEventTarget`, which requests and uploads share.
const HANDLERS: [&str; 7] = [
    "onloadstart",
    "onprogress",
    "onabort",
    "onerror",
    "onload",
    "ontimeout",
    "onloadend",
];

/// The values of `readyState`.
const READY_STATES: [(&str, u16); 5] = [
    ("UNSENT", state::UNSENT),
    ("OPENED", state::OPENED),
    ("HEADERS_RECEIVED", state::HEADERS_RECEIVED),
    ("LOADING", state::LOADING),
    ("DONE", state::DONE),
];

/// Creates the intrinsics of the current realm.
pub(in crate::network) fn install(context: &mut Context) -> JsResult<()> {
    let target = pair_of::<EventTarget>(context)?;
    let mut interface =
        Interface::new::<XMLHttpRequestEventTarget>(0, illegal_constructor, context)
            .inherit(&target);
    for name in HANDLERS {
        interface = interface.event_handler(name, |this, _| {
            list_of::<XhrState>(this).or_else(|| list_of::<UploadState>(this))
        });
    }
    let parent = interface.register::<XMLHttpRequestEventTarget>();
    Interface::new::<XMLHttpRequestUpload>(0, illegal_constructor, context)
        .inherit(&parent)
        .register::<XMLHttpRequestUpload>();
    install_request(&parent, context);
    Ok(())
}

fn install_request(parent: &StandardConstructor, context: &mut Context) {
    let mut interface = Interface::new::<XMLHttpRequest>(0, construct, context)
        .inherit(parent)
        .event_handler("onreadystatechange", |this, _| list_of::<XhrState>(this))
        .readonly("readyState", |this, _, _| {
            Ok(Xhr::of(this)?.state.ready.get().into())
        })
        .attribute(
            "timeout",
            |this, _, _| Ok(Xhr::of(this)?.state.timeout.get().into()),
            |this, args, context| {
                let xhr = Xhr::of(this)?;
                let timeout = args.get_or_undefined(0).to_u32(context)?;
                xhr.state.set_timeout(timeout);
                Ok(JsValue::undefined())
            },
        )
        .attribute(
            "withCredentials",
            |this, _, _| Ok(Xhr::of(this)?.state.with_credentials.get().into()),
            request::set_with_credentials,
        )
        .readonly("upload", |this, _, _| {
            Ok(Xhr::of(this)?.state.upload.clone().into())
        })
        .operation("open", 2, request::open)
        .operation("setRequestHeader", 2, request::set_request_header)
        .operation("send", 0, request::send)
        .operation("abort", 0, request::abort)
        .readonly("responseURL", response::response_url)
        .readonly("status", response::status)
        .readonly("statusText", response::status_text)
        .operation("getResponseHeader", 1, response::get_response_header)
        .operation(
            "getAllResponseHeaders",
            0,
            response::get_all_response_headers,
        )
        .operation("overrideMimeType", 1, response::override_mime_type)
        .attribute(
            "responseType",
            response::response_type,
            response::set_response_type,
        )
        .readonly("response", response::response)
        .readonly("responseText", response::response_text);
    for (name, value) in READY_STATES {
        interface = interface.constant(name, value);
    }
    interface.register::<XMLHttpRequest>();
}

/// `new XMLHttpRequest()`
///
/// <https://xhr.spec.whatwg.org/#dom-xmlhttprequest>
fn construct(new_target: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let prototype = prototype_from::<XMLHttpRequest>(new_target, context)?;
    // 1. Set this's upload object to a new XMLHttpRequestUpload object.
    let upload = JsObject::from_proto_and_data(
        Some(prototype_of::<XMLHttpRequestUpload>(context)?),
        TargetSlots::with_state(Gc::new(UploadState)),
    );
    let state = Gc::new(XhrState::new(upload));
    let slots = TargetSlots::with_state(state);
    Ok(platform_object(prototype, slots, context).into())
}

fn list_of<T: Trace + 'static>(this: &JsValue) -> Option<Gc<ListenerList>> {
    as_target_of::<T>(this).map(|(_, list, _)| list)
}
