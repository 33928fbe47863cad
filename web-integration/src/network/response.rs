//! `Response`.
//!
//! <https://fetch.spec.whatwg.org/#response-class>

use boa_engine::{Context, JsArgs, JsData, JsNativeError, JsObject, JsResult, JsValue, js_string};
use boa_gc::{Finalize, Gc, GcRefCell, Trace};
use bytes::Bytes;
use url::Url;

use super::{
    base_url::parse_url,
    body::{Body, BodyOwner, Content, Extracted, extract, headers_object, mixin},
    client::{Incoming, is_null_body_status},
    convert::{byte_string, to_json},
    header_list::HeaderList,
    headers::{HeadersState, headers_init},
    receiving::Receiving,
};
use crate::webidl::{
    Interface, dictionary, illegal_invocation, interface, member, platform_object, prototype_from,
    prototype_of, require, type_error, usv_string,
};

interface!(Response);

/// The members of a response apart from headers and body.
#[derive(Debug, Clone)]
struct Head {
    kind: &'static str,
    url: Option<Url>,
    redirected: bool,
    status: u16,
    status_text: String,
}

impl Default for Head {
    fn default() -> Self {
        Self {
            kind: "default",
            url: None,
            redirected: false,
            status: 200,
            status_text: String::new(),
        }
    }
}

/// The state of a `Response`.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct ResponseState {
    #[unsafe_ignore_trace]
    head: Head,
    headers: Gc<HeadersState>,
    headers_object: GcRefCell<Option<JsObject>>,
    body: Option<Gc<Body>>,
}

#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct ResponseSlots(Gc<ResponseState>);

/// Creates the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) {
    boa_async_context::register_look::<ResponseSlots>(|slots, look| {
        let head = &slots.0.head;
        let url = head.url.as_ref().map(Url::as_str).unwrap_or_default();
        look.field(js_string!("status"), head.status)
            .field(js_string!("statusText"), js_string!(&*head.status_text))
            .field(js_string!("type"), js_string!(head.kind))
            .field(js_string!("url"), js_string!(url))
            .field(js_string!("redirected"), head.redirected);
    });
    let interface = Interface::new::<Response>(0, construct, context)
        .static_operation("error", 0, error)
        .static_operation("redirect", 1, redirect)
        .static_operation("json", 1, json)
        .readonly("type", |this, _, _| {
            read(this, |head| js_string!(head.kind).into())
        })
        .readonly("url", |this, _, _| {
            read(this, |head| {
                let url = head.url.clone().map(|mut url| {
                    url.set_fragment(None);
                    String::from(url)
                });
                js_string!(url.unwrap_or_default()).into()
            })
        })
        .readonly("redirected", |this, _, _| {
            read(this, |head| head.redirected.into())
        })
        .readonly("status", |this, _, _| read(this, |head| head.status.into()))
        .readonly("ok", |this, _, _| {
            read(this, |head| (200..300).contains(&head.status).into())
        })
        .readonly("statusText", |this, _, _| {
            read(this, |head| js_string!(&*head.status_text).into())
        })
        .readonly("headers", |this, _, context| {
            let response = ResponseState::of(this)?;
            headers_object(&response.headers_object, &response.headers, context)
        })
        .operation("clone", 0, clone);
    mixin::<ResponseState>(interface).register::<Response>();
}

impl BodyOwner for ResponseState {
    fn of(this: &JsValue) -> JsResult<Gc<Self>> {
        this.as_object()
            .as_ref()
            .and_then(|object| Some(object.downcast_ref::<ResponseSlots>()?.0.clone()))
            .ok_or_else(|| illegal_invocation("Response"))
    }

    fn body(&self) -> Option<Gc<Body>> {
        self.body.clone()
    }

    fn headers(&self) -> &Gc<HeadersState> {
        &self.headers
    }
}

fn read(this: &JsValue, f: impl FnOnce(&Head) -> JsValue) -> JsResult<JsValue> {
    ResponseState::of(this).map(|response| f(&response.head))
}

impl ResponseState {
    fn new(head: Head, headers: Gc<HeadersState>, body: Option<Gc<Body>>) -> Self {
        Self {
            head,
            headers,
            headers_object: GcRefCell::default(),
            body,
        }
    }

    fn into_object(self, context: &Context) -> JsResult<JsObject> {
        let prototype = prototype_of::<Response>(context)?;
        let slots = ResponseSlots(Gc::new(self));
        Ok(JsObject::from_proto_and_data(Some(prototype), slots))
    }

    /// Creates the response of a `fetch`; also returns its body, unless that is null.
    pub(super) fn received(
        incoming: Incoming,
        context: &Context,
    ) -> JsResult<(JsObject, Option<Gc<Receiving>>)> {
        let head = Head {
            kind: if incoming.is_opaque_redirect {
                "opaqueredirect"
            } else {
                "basic"
            },
            url: Some(incoming.url),
            redirected: incoming.redirected,
            status: incoming.status,
            status_text: incoming.status_text,
        };
        let headers = HeadersState::new(incoming.headers);
        headers.immutable.set(true);
        let receiving = incoming.body.map(Receiving::new);
        let body = receiving
            .clone()
            .map(|body| Body::new(Content::Receiving(body)));
        let object = Self::new(head, headers, body).into_object(context)?;
        Ok((object, receiving))
    }
}

/// The dictionary `ResponseInit`.
struct ResponseInit {
    headers: Option<Vec<(String, String)>>,
    status: u16,
    status_text: String,
}

impl ResponseInit {
    /// Reads the members, in the order of their names.
    ///
    /// <https://fetch.spec.whatwg.org/#responseinit>
    fn read(value: Option<&JsValue>, context: &mut Context) -> JsResult<Self> {
        let from = dictionary(value, "the second argument")?;
        let headers = member(from.as_ref(), "headers", context)?
            .map(|value| headers_init(&value, context))
            .transpose()?;
        let status = match member(from.as_ref(), "status", context)? {
            Some(value) => value.to_uint16(context)?,
            None => 200,
        };
        let status_text = match member(from.as_ref(), "statusText", context)? {
            Some(value) => byte_string(&value, context)?,
            None => String::new(),
        };
        Ok(Self {
            headers,
            status,
            status_text,
        })
    }
}

/// *Initialize a response*.
///
/// <https://fetch.spec.whatwg.org/#initialize-a-response>
fn initialize(init: ResponseInit, body: Option<Extracted>) -> JsResult<ResponseState> {
    // 1. If init["status"] is not in the range 200 to 599, inclusive, then throw a RangeError.
    if !(200..=599).contains(&init.status) {
        let message = format!("the status {} is not in the range 200 to 599", init.status);
        return Err(JsNativeError::range().with_message(message).into());
    }
    // 2. If init["statusText"] does not match the reason-phrase token production, then throw a TypeError.
    if init
        .status_text
        .chars()
        .any(|character| character.is_ascii_control() && character != '\t')
    {
        return Err(type_error("the status text is not valid"));
    }
    // 5. If init["headers"] exists, then fill response's headers with it.
    let headers = HeadersState::new(HeaderList::default());
    headers.fill(init.headers.unwrap_or_default())?;
    // 6. If body is non-null: if the status is a null body status, then throw a TypeError; set the
    //    type if there is none.
    let body = match body {
        Some(_) if is_null_body_status(init.status) => {
            return Err(type_error("a response with this status has no body"));
        }
        Some(Extracted { content, mime_type }) => {
            let mut list = headers.list.borrow_mut();
            if let Some(mime_type) = mime_type
                && !list.contains("content-type")
            {
                list.append("Content-Type", mime_type);
            }
            Some(Body::new(content))
        }
        None => None,
    };
    let head = Head {
        status: init.status,
        status_text: init.status_text,
        ..Head::default()
    };
    Ok(ResponseState::new(head, headers, body))
}

/// `new Response(body, init)`
///
/// <https://fetch.spec.whatwg.org/#dom-response>
fn construct(new_target: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let prototype = prototype_from::<Response>(new_target, context)?;
    let body = args.get_or_undefined(0);
    let body = if body.is_null_or_undefined() {
        None
    } else {
        Some(extract(body, context)?)
    };
    let init = ResponseInit::read(args.get(1), context)?;
    let slots = ResponseSlots(Gc::new(initialize(init, body)?));
    Ok(platform_object(prototype, slots, context).into())
}

/// `Response.error()`
///
/// <https://fetch.spec.whatwg.org/#dom-response-error>
fn error(_: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let head = Head {
        kind: "error",
        status: 0,
        ..Head::default()
    };
    let headers = HeadersState::new(HeaderList::default());
    headers.immutable.set(true);
    let response = ResponseState::new(head, headers, None);
    response.into_object(context).map(Into::into)
}

/// `Response.redirect(url, status)`
///
/// <https://fetch.spec.whatwg.org/#dom-response-redirect>
fn redirect(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require(args, 1, "Response.redirect")?;
    let url = usv_string(args.get_or_undefined(0), context)?;
    let status = match args.get_or_undefined(1) {
        value if value.is_undefined() => 302,
        value => value.to_uint16(context)?,
    };
    let url = parse_url(&url, context)?;
    // 3. If status is not a redirect status, then throw a RangeError.
    if !matches!(status, 301 | 302 | 303 | 307 | 308) {
        let message = format!("{status} is not the status of a redirect");
        return Err(JsNativeError::range().with_message(message).into());
    }
    let mut headers = HeaderList::default();
    headers.append("Location", url);
    let headers = HeadersState::new(headers);
    headers.immutable.set(true);
    let head = Head {
        status,
        ..Head::default()
    };
    let response = ResponseState::new(head, headers, None);
    response.into_object(context).map(Into::into)
}

/// `Response.json(data, init)`
///
/// <https://fetch.spec.whatwg.org/#dom-response-json>
fn json(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require(args, 1, "Response.json")?;
    let init = ResponseInit::read(args.get(1), context)?;
    let text = to_json(args.get_or_undefined(0), context)?;
    let body = Extracted {
        content: Content::Bytes(Bytes::from(text)),
        mime_type: Some("application/json".to_owned()),
    };
    let response = initialize(init, Some(body))?;
    response.into_object(context).map(Into::into)
}

/// `clone()`
///
/// <https://fetch.spec.whatwg.org/#dom-response-clone>
fn clone(this: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let response = ResponseState::of(this)?;
    // 1. If this is unusable, then throw a TypeError. 2. Clone this's response.
    let body = response
        .body
        .as_ref()
        .map(|body| body.tee(context))
        .transpose()?;
    let headers = HeadersState::new(response.headers.list.borrow().clone());
    headers.immutable.set(response.headers.immutable.get());
    let clone = ResponseState::new(response.head.clone(), headers, body);
    clone.into_object(context).map(Into::into)
}
