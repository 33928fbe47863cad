//! `Request`.
//!
//! <https://fetch.spec.whatwg.org/#request-class>
//!
//! Members that matter only in a browser (`mode`, `credentials`, `cache`, `referrer`, `integrity`, `keepalive` and
//! others) are checked and kept, but have no effect.

use boa_engine::{Context, JsArgs, JsData, JsObject, JsResult, JsValue, js_string};
use boa_gc::{Finalize, Gc, GcRefCell, Trace};

use super::{
    body::{Body, BodyOwner, Extracted, headers_object, mixin},
    client::RedirectMode,
    header_list::HeaderList,
    headers::HeadersState,
    request_init::{RequestInit, Settings},
};
use crate::{
    abort::{dependent::dependent_signal, state::SignalState},
    webidl::{
        Interface, illegal_invocation, interface, platform_object, prototype_from, prototype_of,
        require, type_error, usv_string,
    },
};

interface!(Request);

/// The state of a `Request`.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct RequestState {
    #[unsafe_ignore_trace]
    pub(super) settings: Settings,
    pub(super) headers: Gc<HeadersState>,
    headers_object: GcRefCell<Option<JsObject>>,
    pub(super) signal: Gc<SignalState>,
    pub(super) body: Option<Gc<Body>>,
}

#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct RequestSlots(Gc<RequestState>);

/// Creates the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) {
    boa_async_context::register_look::<RequestSlots>(|slots, look| {
        let settings = &slots.0.settings;
        look.field(js_string!("method"), js_string!(&*settings.method))
            .field(js_string!("url"), js_string!(settings.url.as_str()));
    });
    let interface = Interface::new::<Request>(1, construct, context)
        .readonly("method", |this, _, _| {
            text(this, |settings| &settings.method)
        })
        .readonly("url", |this, _, _| {
            text(this, |settings| settings.url.as_str())
        })
        .readonly("headers", |this, _, context| {
            let request = RequestState::of(this)?;
            headers_object(&request.headers_object, &request.headers, context)
        })
        .readonly("destination", |this, _, _| text(this, |_| ""))
        .readonly("referrer", |this, _, _| {
            text(this, |settings| &settings.referrer)
        })
        .readonly("referrerPolicy", |this, _, _| {
            text(this, |settings| &settings.referrer_policy)
        })
        .readonly("mode", |this, _, _| text(this, |settings| &settings.mode))
        .readonly("credentials", |this, _, _| {
            text(this, |settings| &settings.credentials)
        })
        .readonly("cache", |this, _, _| text(this, |settings| &settings.cache))
        .readonly("redirect", |this, _, _| {
            text(this, |settings| match settings.redirect {
                RedirectMode::Follow => "follow",
                RedirectMode::Error => "error",
                RedirectMode::Manual => "manual",
            })
        })
        .readonly("integrity", |this, _, _| {
            text(this, |settings| &settings.integrity)
        })
        .readonly("keepalive", |this, _, _| {
            Ok(RequestState::of(this)?.settings.keepalive.into())
        })
        .readonly("duplex", |this, _, _| text(this, |_| "half"))
        .readonly("signal", |this, _, _| {
            Ok(RequestState::of(this)?.signal.value())
        })
        // Nothing here is a navigation.
        .readonly("isReloadNavigation", |this, _, _| {
            RequestState::of(this).map(|_| false.into())
        })
        .readonly("isHistoryNavigation", |this, _, _| {
            RequestState::of(this).map(|_| false.into())
        })
        .operation("clone", 0, clone);
    mixin::<RequestState>(interface).register::<Request>();
}

impl BodyOwner for RequestState {
    fn of(this: &JsValue) -> JsResult<Gc<Self>> {
        as_request(this).ok_or_else(|| illegal_invocation("Request"))
    }

    fn body(&self) -> Option<Gc<Body>> {
        self.body.clone()
    }

    fn headers(&self) -> &Gc<HeadersState> {
        &self.headers
    }
}

fn as_request(value: &JsValue) -> Option<Gc<RequestState>> {
    let object = value.as_object()?;
    let slots = object.downcast_ref::<RequestSlots>()?;
    Some(slots.0.clone())
}

fn text(this: &JsValue, f: impl FnOnce(&Settings) -> &str) -> JsResult<JsValue> {
    let request = RequestState::of(this)?;
    Ok(js_string!(f(&request.settings)).into())
}

impl RequestState {
    /// The steps of `new Request(input, init)`, for arguments that are not converted yet.
    ///
    /// <https://fetch.spec.whatwg.org/#dom-request>
    ///
    /// # Errors
    ///
    /// A `TypeError` if the arguments do not make a request; exceptions of the code of the arguments.
    pub(super) fn create(
        input: &JsValue,
        init: &JsValue,
        context: &mut Context,
    ) -> JsResult<Gc<Self>> {
        let from = as_request(input);
        let url = match &from {
            Some(_) => None,
            None => Some(usv_string(input, context)?),
        };
        let mut init = RequestInit::read(init, context)?;
        let mut settings = match (&from, url) {
            // 6. Otherwise: set request to input's request and signal to input's signal.
            (Some(from), _) => from.settings.clone(),
            // 5. If input is a string, then: parse it, refuse credentials.
            (None, url) => Settings::new(&url.unwrap_or_default(), context)?,
        };
        init.apply(&mut settings, context)?;
        // 28-30. Let signals be « signal » if signal is non-null; otherwise « ». Set this's signal to a
        //        dependent abort signal of signals.
        let signal = match init.signal {
            Some(signal) => signal,
            None => from.as_ref().map(|from| from.signal.clone()),
        };
        let signal = dependent_signal(signal.into_iter().collect(), context)?;
        // 31-33. Headers: those of init, if there are any; otherwise those of input.
        let headers = match (init.headers, &from) {
            (Some(headers), _) => {
                let state = HeadersState::new(HeaderList::default());
                state.fill(headers)?;
                state
            }
            (None, Some(from)) => HeadersState::new(from.headers.list.borrow().clone()),
            (None, None) => HeadersState::new(HeaderList::default()),
        };
        // 34. Let inputBody be input's request's body.
        let input_body = from.as_ref().and_then(|from| from.body.clone());
        let init_body = init.body.flatten();
        // 35. If either init["body"] exists and is non-null or inputBody is non-null, and request's
        //     method is `GET` or `HEAD`, then throw a TypeError.
        let has_body = init_body.is_some() || input_body.is_some();
        if has_body && matches!(settings.method.as_str(), "GET" | "HEAD") {
            return Err(type_error("a request with this method has no body"));
        }
        let body = match (init_body, input_body) {
            (Some(body), _) => {
                let can_stream = init.duplex.is_some() && !settings.keepalive;
                Some(initial_body(body, can_stream, &headers)?)
            }
            // 39-41. Otherwise inputBody: if it is unusable, then throw a TypeError; input gives it away.
            (None, Some(body)) => Some(body.give_away(context)?),
            (None, None) => None,
        };
        Ok(Gc::new(Self {
            settings,
            headers,
            headers_object: GcRefCell::default(),
            signal,
            body,
        }))
    }
}

/// Step 37 of the constructor: the body from init["body"], and its type if the headers have none.
///
/// <https://fetch.spec.whatwg.org/#dom-request>
fn initial_body(
    Extracted { content, mime_type }: Extracted,
    can_stream: bool,
    headers: &HeadersState,
) -> JsResult<Gc<Body>> {
    // (Extract) If keepalive is true, then throw a TypeError for a stream. 40. If initBody's source is
    // null: if init["duplex"] does not exist, then throw a TypeError.
    if content.is_stream() && !can_stream {
        let message = "a body that is a stream needs `duplex: \"half\"`, and no `keepalive`";
        return Err(type_error(message));
    }
    let mut list = headers.list.borrow_mut();
    if let Some(mime_type) = mime_type
        && !list.contains("content-type")
    {
        list.append("Content-Type", mime_type);
    }
    Ok(Body::new(content))
}

/// `new Request(input, init)`
///
/// <https://fetch.spec.whatwg.org/#dom-request>
fn construct(new_target: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let prototype = prototype_from::<Request>(new_target, context)?;
    require(args, 1, "Request")?;
    let (input, init) = (args.get_or_undefined(0), args.get_or_undefined(1));
    let state = RequestState::create(input, init, context)?;
    Ok(platform_object(prototype, RequestSlots(state), context).into())
}

/// `clone()`
///
/// <https://fetch.spec.whatwg.org/#dom-request-clone>
fn clone(this: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let request = RequestState::of(this)?;
    // 1. If this is unusable, then throw a TypeError. 2. Clone this's request.
    let body = request
        .body
        .as_ref()
        .map(|body| body.tee(context))
        .transpose()?;
    // 4. Make a dependent abort signal of « this's signal ».
    let signal = dependent_signal(vec![request.signal.clone()], context)?;
    let state = Gc::new(RequestState {
        settings: request.settings.clone(),
        headers: HeadersState::new(request.headers.list.borrow().clone()),
        headers_object: GcRefCell::default(),
        signal,
        body,
    });
    let prototype = prototype_of::<Request>(context)?;
    Ok(platform_object(prototype, RequestSlots(state), context).into())
}
