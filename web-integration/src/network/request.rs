//! `Request`.
//!
//! <https://fetch.spec.whatwg.org/#request-class>
//!
//! What only a browser does something about (`mode`, `credentials`, `cache`, `referrer`, `integrity`,
//! `keepalive` ...) is checked, kept and without effect.

use boa_engine::{Context, JsArgs, JsData, JsObject, JsResult, JsValue, js_string};
use boa_gc::{Finalize, Gc, GcRefCell, Trace};
use url::Url;

use super::{
    body::{Body, BodyOwner, Extracted, extract, headers_object, mixin},
    client::RedirectMode,
    convert::byte_string,
    header_list::{HeaderList, is_token},
    headers::{HeadersState, headers_init},
    parse_url,
};
use crate::{
    abort::{dependent::dependent_signal, signal::as_signal, state::SignalState},
    webidl::{
        Interface, dictionary, illegal_invocation, interface, member, prototype_from, prototype_of,
        require, type_error, usv_string,
    },
};

interface!(Request);

/// What a request says besides what is sent.
#[derive(Debug, Clone)]
pub(super) struct Settings {
    pub(super) method: String,
    pub(super) url: Url,
    pub(super) redirect: RedirectMode,
    mode: String,
    credentials: String,
    cache: String,
    referrer: String,
    referrer_policy: String,
    integrity: String,
    keepalive: bool,
}

/// What a `Request` is.
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

/// Makes the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) {
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

/// The dictionary `RequestInit`.
#[derive(Default)]
struct RequestInit {
    /// `Some(None)` for `null`.
    body: Option<Option<Extracted>>,
    cache: Option<String>,
    credentials: Option<String>,
    duplex: Option<String>,
    headers: Option<Vec<(String, String)>>,
    integrity: Option<String>,
    keepalive: Option<bool>,
    method: Option<String>,
    mode: Option<String>,
    redirect: Option<String>,
    referrer: Option<String>,
    referrer_policy: Option<String>,
    /// `Some(None)` for `null`.
    signal: Option<Option<Gc<SignalState>>>,
    window: Option<JsValue>,
}

const CACHE: &[&str] = &[
    "default",
    "force-cache",
    "no-cache",
    "no-store",
    "only-if-cached",
    "reload",
];
const CREDENTIALS: &[&str] = &["include", "omit", "same-origin"];
const MODE: &[&str] = &["cors", "navigate", "no-cors", "same-origin"];
const PRIORITY: &[&str] = &["auto", "high", "low"];
const REDIRECT: &[&str] = &["error", "follow", "manual"];
const REFERRER_POLICY: &[&str] = &[
    "",
    "no-referrer",
    "no-referrer-when-downgrade",
    "origin",
    "origin-when-cross-origin",
    "same-origin",
    "strict-origin",
    "strict-origin-when-cross-origin",
    "unsafe-url",
];

impl RequestInit {
    /// In the order of Web IDL: by name.
    fn read(value: &JsValue, context: &mut Context) -> JsResult<Self> {
        let dictionary = dictionary(Some(value), "the second argument")?;
        let from = dictionary.as_ref();
        let body = match member(from, "body", context)? {
            Some(value) if value.is_null() => Some(None),
            Some(value) => Some(Some(extract(&value, context)?)),
            None => None,
        };
        let cache = one_of(from, "cache", CACHE, context)?;
        let credentials = one_of(from, "credentials", CREDENTIALS, context)?;
        let duplex = one_of(from, "duplex", &["half"], context)?;
        let headers = member(from, "headers", context)?
            .map(|value| headers_init(&value, context))
            .transpose()?;
        let integrity = string(from, "integrity", context)?;
        let keepalive = member(from, "keepalive", context)?.map(|value| value.to_boolean());
        let method = member(from, "method", context)?
            .map(|value| byte_string(&value, context))
            .transpose()?;
        let mode = one_of(from, "mode", MODE, context)?;
        one_of(from, "priority", PRIORITY, context)?;
        Ok(Self {
            body,
            cache,
            credentials,
            duplex,
            headers,
            integrity,
            keepalive,
            method,
            mode,
            redirect: one_of(from, "redirect", REDIRECT, context)?,
            referrer: string(from, "referrer", context)?,
            referrer_policy: one_of(from, "referrerPolicy", REFERRER_POLICY, context)?,
            signal: member(from, "signal", context)?
                .map(|value| match as_signal(&value) {
                    _ if value.is_null() => Ok(None),
                    Some(signal) => Ok(Some(signal)),
                    None => Err(type_error("the option `signal` is not an AbortSignal")),
                })
                .transpose()?,
            window: member(from, "window", context)?,
        })
    }

    /// Replaces the settings that are there, after the checks.
    fn apply(&mut self, settings: &mut Settings, context: &Context) -> JsResult<()> {
        if self.window.as_ref().is_some_and(|window| !window.is_null()) {
            return Err(type_error("the option `window` can only be null"));
        }
        if let Some(referrer) = self.referrer.take() {
            settings.referrer = if referrer.is_empty() {
                referrer
            } else {
                parse_url(&referrer, context)?.into()
            };
        }
        if self.mode.as_deref() == Some("navigate") {
            return Err(type_error("the mode `navigate` can not be asked for"));
        }
        for (value, setting) in [
            (self.referrer_policy.take(), &mut settings.referrer_policy),
            (self.mode.take(), &mut settings.mode),
            (self.credentials.take(), &mut settings.credentials),
            (self.cache.take(), &mut settings.cache),
            (self.integrity.take(), &mut settings.integrity),
        ] {
            if let Some(value) = value {
                *setting = value;
            }
        }
        if settings.cache == "only-if-cached" && settings.mode != "same-origin" {
            return Err(type_error("`only-if-cached` needs the mode `same-origin`"));
        }
        match self.redirect.as_deref() {
            Some("follow") => settings.redirect = RedirectMode::Follow,
            Some("error") => settings.redirect = RedirectMode::Error,
            Some("manual") => settings.redirect = RedirectMode::Manual,
            _ => {}
        }
        settings.keepalive = self.keepalive.unwrap_or(settings.keepalive);
        if let Some(method) = self.method.take() {
            settings.method = checked_method(&method)
                .map_err(|()| type_error(format!("the method {method:?} can not be used")))?;
        }
        if settings.mode == "no-cors"
            && !["GET", "HEAD", "POST"].contains(&settings.method.as_str())
        {
            return Err(type_error("the mode `no-cors` does not allow this method"));
        }
        Ok(())
    }
}

/// A member that is an enumeration.
fn one_of(
    dictionary: Option<&JsObject>,
    name: &str,
    values: &[&str],
    context: &mut Context,
) -> JsResult<Option<String>> {
    let value = string(dictionary, name, context)?;
    if let Some(value) = &value
        && !values.contains(&value.as_str())
    {
        return Err(type_error(format!(
            "the option `{name}` can not be {value:?}"
        )));
    }
    Ok(value)
}

fn string(
    dictionary: Option<&JsObject>,
    name: &str,
    context: &mut Context,
) -> JsResult<Option<String>> {
    member(dictionary, name, context)?
        .map(|value| usv_string(&value, context))
        .transpose()
}

/// *Normalizes* a method; an error if it is none or a *forbidden* one.
pub(super) fn checked_method(method: &str) -> Result<String, ()> {
    let upper = method.to_ascii_uppercase();
    match upper.as_str() {
        "CONNECT" | "TRACE" | "TRACK" => Err(()),
        "DELETE" | "GET" | "HEAD" | "OPTIONS" | "POST" | "PUT" => Ok(upper),
        _ if is_token(method) => Ok(method.to_owned()),
        _ => Err(()),
    }
}

impl RequestState {
    /// The steps of the constructor, for arguments that are not converted.
    ///
    /// <https://fetch.spec.whatwg.org/#dom-request>
    ///
    /// # Errors
    ///
    /// A `TypeError` for what makes no request; what the arguments' own code throws.
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
        // 37. If init["body"] exists and is non-null: extract; set the type if there is none.
        // 39-41. Otherwise inputBody: if it is unusable, then throw a TypeError; input gives it away.
        let body = match (init_body, input_body) {
            (Some(Extracted { content, mime_type }), _) => {
                // 37. (Extract) If keepalive is true, then throw a TypeError for a stream.
                // 40. If initBody's source is null: if init["duplex"] does not exist, then throw a TypeError.
                if content.is_stream() && (settings.keepalive || init.duplex.is_none()) {
                    let message =
                        "a body that is a stream needs `duplex: \"half\"`, and no `keepalive`";
                    return Err(type_error(message));
                }
                let mut list = headers.list.borrow_mut();
                if let Some(mime_type) = mime_type
                    && !list.contains("content-type")
                {
                    list.append("Content-Type", mime_type);
                }
                Some(Body::new(content))
            }
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

impl Settings {
    fn new(url: &str, context: &Context) -> JsResult<Self> {
        let url = parse_url(url, context)?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(type_error("the URL of a request can not have credentials"));
        }
        Ok(Self {
            method: "GET".to_owned(),
            url,
            redirect: RedirectMode::Follow,
            mode: "cors".to_owned(),
            credentials: "same-origin".to_owned(),
            cache: "default".to_owned(),
            referrer: "about:client".to_owned(),
            referrer_policy: String::new(),
            integrity: String::new(),
            keepalive: false,
        })
    }
}

/// `new Request(input, init)`
fn construct(new_target: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let prototype = prototype_from::<Request>(new_target, context)?;
    require(args, 1, "Request")?;
    let (input, init) = (args.get_or_undefined(0), args.get_or_undefined(1));
    let state = RequestState::create(input, init, context)?;
    Ok(JsObject::from_proto_and_data(prototype, RequestSlots(state)).into())
}

/// `clone()`
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
    Ok(JsObject::from_proto_and_data(prototype, RequestSlots(state)).into())
}
