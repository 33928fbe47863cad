//! The dictionary `RequestInit` of `fetch` and `new Request`, and the settings that it changes.
//!
//! <https://fetch.spec.whatwg.org/#requestinit>

use boa_engine::{Context, JsObject, JsResult, JsValue};
use boa_gc::Gc;
use url::Url;

use super::{
    base_url::parse_url,
    blob_urls,
    body::{Extracted, extract},
    client::{BlobEntry, RedirectMode},
    convert::byte_string,
    header_list::is_token,
    headers::headers_init,
};
use crate::{
    abort::state::{SignalState, as_signal},
    webidl::{dictionary, member, type_error, usv_string},
};

/// The members of a request that are not headers or body.
#[derive(Debug, Clone)]
pub(super) struct Settings {
    pub(super) method: String,
    pub(super) url: Url,
    /// What a `blob:` URL named when it was parsed.
    pub(super) blob: Option<BlobEntry>,
    pub(super) redirect: RedirectMode,
    pub(super) mode: String,
    pub(super) credentials: String,
    pub(super) cache: String,
    pub(super) referrer: String,
    pub(super) referrer_policy: String,
    pub(super) integrity: String,
    pub(super) keepalive: bool,
}

impl Settings {
    /// The settings of a request to a URL, with the defaults for everything else.
    pub(super) fn new(url: &str, context: &Context) -> JsResult<Self> {
        let url = parse_url(url, context)?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(type_error("the URL of a request cannot have credentials"));
        }
        Ok(Self {
            method: "GET".to_owned(),
            blob: blob_urls::entry(&url, context),
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

/// The dictionary `RequestInit`.
#[derive(Default)]
pub(super) struct RequestInit {
    /// `Some(None)` for `null`.
    pub(super) body: Option<Option<Extracted>>,
    cache: Option<String>,
    credentials: Option<String>,
    pub(super) duplex: Option<String>,
    pub(super) headers: Option<Vec<(String, String)>>,
    integrity: Option<String>,
    keepalive: Option<bool>,
    method: Option<String>,
    mode: Option<String>,
    redirect: Option<String>,
    referrer: Option<String>,
    referrer_policy: Option<String>,
    /// `Some(None)` for `null`.
    pub(super) signal: Option<Option<Gc<SignalState>>>,
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
    /// Reads the members, in the order of their names.
    ///
    /// <https://fetch.spec.whatwg.org/#requestinit>
    pub(super) fn read(value: &JsValue, context: &mut Context) -> JsResult<Self> {
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

    /// Checks the members, and changes the settings that they set: steps 12 to 26 of `new Request(input, init)`.
    ///
    /// <https://fetch.spec.whatwg.org/#dom-request>
    pub(super) fn apply(&mut self, settings: &mut Settings, context: &Context) -> JsResult<()> {
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
            return Err(type_error("the mode `navigate` cannot be asked for"));
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
                .map_err(|()| type_error(format!("the method {method:?} cannot be used")))?;
        }
        if settings.mode == "no-cors"
            && !["GET", "HEAD", "POST"].contains(&settings.method.as_str())
        {
            return Err(type_error("the mode `no-cors` does not allow this method"));
        }
        Ok(())
    }
}

/// Reads a member of an enumeration type.
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
            "the option `{name}` cannot be {value:?}"
        )));
    }
    Ok(value)
}

/// Reads a string member.
fn string(
    dictionary: Option<&JsObject>,
    name: &str,
    context: &mut Context,
) -> JsResult<Option<String>> {
    member(dictionary, name, context)?
        .map(|value| usv_string(&value, context))
        .transpose()
}

/// *Normalizes* a method; an error if the text is not a method or is a *forbidden method*.
///
/// <https://fetch.spec.whatwg.org/#concept-method-normalize>
///
/// <https://fetch.spec.whatwg.org/#forbidden-method>
pub(super) fn checked_method(method: &str) -> Result<String, ()> {
    let upper = method.to_ascii_uppercase();
    match upper.as_str() {
        "CONNECT" | "TRACE" | "TRACK" => Err(()),
        "DELETE" | "GET" | "HEAD" | "OPTIONS" | "POST" | "PUT" => Ok(upper),
        _ if is_token(method) => Ok(method.to_owned()),
        _ => Err(()),
    }
}
