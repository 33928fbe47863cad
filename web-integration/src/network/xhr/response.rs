//! The members of the response.

use boa_async_context::array_buffer;
use boa_engine::{Context, JsArgs, JsResult, JsString, JsValue, js_string};
use data_url::mime::Mime;
use encoding_rs::{Encoding, UTF_8};

use super::state::{DONE, Head, LOADING, ResponseType, Xhr, XhrState};
use crate::{
    dom_exception::dom_error,
    network::{
        blob::BlobData,
        convert::{byte_string, parse_json},
    },
    webidl::require,
};

/// Reads the response; returns `default` for a network error.
fn read(
    this: &JsValue,
    default: impl Into<JsValue>,
    f: impl FnOnce(&Head) -> JsValue,
) -> JsResult<JsValue> {
    let xhr = Xhr::of(this)?;
    let response = xhr.state.response.borrow();
    Ok(response.as_ref().map_or_else(|| default.into(), f))
}

/// The getter of `responseURL`.
///
/// <https://xhr.spec.whatwg.org/#the-responseurl-attribute>
pub(super) fn response_url(this: &JsValue, _: &[JsValue], _: &mut Context) -> JsResult<JsValue> {
    read(this, js_string!(), |head| {
        let mut url = head.url.clone();
        url.set_fragment(None);
        js_string!(String::from(url)).into()
    })
}

/// The getter of `status`.
///
/// <https://xhr.spec.whatwg.org/#the-status-attribute>
pub(super) fn status(this: &JsValue, _: &[JsValue], _: &mut Context) -> JsResult<JsValue> {
    read(this, 0, |head| head.status.into())
}

/// The getter of `statusText`.
///
/// <https://xhr.spec.whatwg.org/#the-statustext-attribute>
pub(super) fn status_text(this: &JsValue, _: &[JsValue], _: &mut Context) -> JsResult<JsValue> {
    read(this, js_string!(), |head| {
        js_string!(&*head.status_text).into()
    })
}

/// `getResponseHeader(name)`
///
/// <https://xhr.spec.whatwg.org/#the-getresponseheader()-method>
pub(super) fn get_response_header(
    this: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    Xhr::of(this)?;
    require(args, 1, "getResponseHeader")?;
    let name = byte_string(args.get_or_undefined(0), context)?;
    read(this, JsValue::null(), |head| {
        let value = head.headers.get(&name);
        value.map_or_else(JsValue::null, |value| js_string!(value).into())
    })
}

/// `getAllResponseHeaders()`
///
/// <https://xhr.spec.whatwg.org/#the-getallresponseheaders()-method>
pub(super) fn get_all_response_headers(
    this: &JsValue,
    _: &[JsValue],
    _: &mut Context,
) -> JsResult<JsValue> {
    read(this, js_string!(), |head| {
        // 2. Let initialHeaders be the result of running sort and combine. 3. Sort it by *legacy-
        //    uppercased-byte less than*. 4. Cookies are combined here.
        let mut names: Vec<String> = head
            .headers
            .iter()
            .map(|(name, _)| name.to_ascii_lowercase())
            .collect();
        names.sort_by_key(|name| name.to_ascii_uppercase());
        names.dedup();
        let lines: String = names
            .iter()
            .filter_map(|name| Some(format!("{name}: {}\r\n", head.headers.get(name)?)))
            .collect();
        js_string!(lines).into()
    })
}

/// `overrideMimeType(mime)`
///
/// <https://xhr.spec.whatwg.org/#the-overridemimetype()-method>
pub(super) fn override_mime_type(
    this: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let xhr = Xhr::of(this)?;
    require(args, 1, "overrideMimeType")?;
    let mime = args.get_or_undefined(0).to_string(context)?;
    // 1. If this's state is loading or done, then throw an "InvalidStateError" DOMException.
    require_not_loading(&xhr.state, context)?;
    // 2. Set this's override MIME type to the result of parsing mime. 3. If that is failure, then set it
    //    to application/octet-stream.
    let mime = mime.to_std_string_lossy().parse();
    let mime = mime.unwrap_or_else(|_| Mime::new("application", "octet-stream"));
    *xhr.state.override_mime_type.borrow_mut() = Some(mime);
    Ok(JsValue::undefined())
}

fn require_not_loading(state: &XhrState, context: &Context) -> JsResult<()> {
    if matches!(state.ready.get(), LOADING | DONE) {
        let message = "the response is being received, or was";
        return Err(dom_error("InvalidStateError", message, context));
    }
    Ok(())
}

/// The values of `responseType`, without `document`, as in workers.
const TYPES: [(&str, ResponseType); 5] = [
    ("", ResponseType::Default),
    ("arraybuffer", ResponseType::ArrayBuffer),
    ("blob", ResponseType::Blob),
    ("json", ResponseType::Json),
    ("text", ResponseType::Text),
];

/// The getter of `responseType`.
///
/// <https://xhr.spec.whatwg.org/#the-responsetype-attribute>
pub(super) fn response_type(this: &JsValue, _: &[JsValue], _: &mut Context) -> JsResult<JsValue> {
    let response_type = Xhr::of(this)?.state.response_type.get();
    let name = TYPES
        .iter()
        .find(|(_, known)| *known == response_type)
        .map_or("", |(name, _)| name);
    Ok(js_string!(name).into())
}

/// The setter of `responseType`.
///
/// <https://xhr.spec.whatwg.org/#the-responsetype-attribute>
pub(super) fn set_response_type(
    this: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let xhr = Xhr::of(this)?;
    let name = args.get_or_undefined(0).to_string(context)?;
    // Values outside the enumeration are ignored.
    let Some((_, response_type)) = TYPES.iter().find(|(known, _)| name == **known) else {
        return Ok(JsValue::undefined());
    };
    // 2. If this's state is loading or done, then throw an "InvalidStateError" DOMException.
    require_not_loading(&xhr.state, context)?;
    xhr.state.response_type.set(*response_type);
    Ok(JsValue::undefined())
}

/// The getter of `response`.
///
/// <https://xhr.spec.whatwg.org/#the-response-attribute>
pub(super) fn response(this: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let xhr = Xhr::of(this)?;
    let state = &xhr.state;
    // 1. If this's response type is the empty string or "text", then: return "" or a text response.
    let response_type = state.response_type.get();
    if matches!(response_type, ResponseType::Default | ResponseType::Text) {
        return Ok(text(state).into());
    }
    // 2. If this's state is not done, then return null. The response is null for a network error, too.
    if state.ready.get() != DONE || state.response.borrow().is_none() {
        return Ok(JsValue::null());
    }
    // 4. If this's response object is non-null, then return it.
    let known = state.response_object.borrow().clone();
    if let Some(object) = known {
        return Ok(object);
    }
    let bytes = state.received.borrow().clone();
    let object = match response_type {
        ResponseType::Blob => {
            let data = BlobData {
                bytes: bytes.into(),
                mime_type: js_string!(final_mime_type(state).to_string()),
                file: None,
            };
            data.into_object(context)?.into()
        }
        // 8. If parsing throws an exception, then return null.
        ResponseType::Json => match parse_json(&bytes, context) {
            Ok(value) => value,
            Err(error) if error.as_engine().is_some() => return Err(error),
            Err(_) => JsValue::null(),
        },
        // 5.1. If creating the ArrayBuffer throws an exception, then set this's response object to failure and return null.
        _ => match array_buffer(&bytes, "response", context) {
            Ok(buffer) => buffer.into(),
            Err(error) if error.as_engine().is_some() => return Err(error),
            Err(_) => JsValue::null(),
        },
    };
    *state.response_object.borrow_mut() = Some(object.clone());
    Ok(object)
}

/// The getter of `responseText`.
///
/// <https://xhr.spec.whatwg.org/#the-responsetext-attribute>
pub(super) fn response_text(
    this: &JsValue,
    _: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let xhr = Xhr::of(this)?;
    // 1. If this's response type is not the empty string or "text", then throw an "InvalidStateError"
    //    DOMException.
    let response_type = xhr.state.response_type.get();
    if !matches!(response_type, ResponseType::Default | ResponseType::Text) {
        let message = "the response type is not text";
        return Err(dom_error("InvalidStateError", message, context));
    }
    Ok(text(&xhr.state).into())
}

/// *Get a text response*; empty before the response is loading.
///
/// <https://xhr.spec.whatwg.org/#text-response>
fn text(state: &XhrState) -> JsString {
    if !matches!(state.ready.get(), LOADING | DONE) {
        return js_string!();
    }
    let received = state.received.borrow();
    // 5. Return the result of running decode on xhr's received bytes using fallback encoding charset.
    let (text, ..) = final_encoding(state).unwrap_or(UTF_8).decode(&received);
    js_string!(&*text)
}

/// *Get a response MIME type*.
///
/// <https://xhr.spec.whatwg.org/#response-mime-type>
fn response_mime_type(state: &XhrState) -> Mime {
    let response = state.response.borrow();
    let mime_type = response.as_ref().and_then(|head| head.headers.mime_type());
    mime_type.unwrap_or_else(|| Mime::new("text", "xml"))
}

/// *Get a final MIME type*.
///
/// <https://xhr.spec.whatwg.org/#final-mime-type>
fn final_mime_type(state: &XhrState) -> Mime {
    let own = state.override_mime_type.borrow().clone();
    own.unwrap_or_else(|| response_mime_type(state))
}

/// *Get a final encoding*.
///
/// <https://xhr.spec.whatwg.org/#final-charset>
fn final_encoding(state: &XhrState) -> Option<&'static Encoding> {
    let own = state.override_mime_type.borrow();
    let label = own
        .as_ref()
        .and_then(|mime| mime.get_parameter("charset"))
        .map(str::to_owned)
        .or_else(|| {
            let mime_type = response_mime_type(state);
            mime_type.get_parameter("charset").map(str::to_owned)
        })?;
    Encoding::for_label(label.as_bytes())
}
