//! The methods of the request: `open`, `setRequestHeader`, `send`, `abort`.

use std::sync::Arc;

use boa_async_context::{Limit, Permit};
use boa_engine::{Context, JsArgs, JsResult, JsValue};
use bytes::Bytes;
use data_url::mime::Mime;

use super::{
    state::{Cause, DONE, HEADERS_RECEIVED, LOADING, OPENED, Opened, UNSENT, Xhr},
    transfer::{Sending, transfer},
};
use crate::{
    dom_exception::{dom_error, permit},
    network::{
        base_url::parse_url,
        blob_urls,
        body::extract_bytes,
        caller::Caller,
        client::{Outgoing, Progress, RedirectMode, Upload},
        convert::byte_string,
        header_list::{is_token, is_value, normalize},
        job::{client_of, spawn},
        request_init::checked_method,
    },
    webidl::{require, usv_string},
};

/// `open(method, url, async, username, password)`
///
/// <https://xhr.spec.whatwg.org/#the-open()-method>
pub(super) fn open(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let xhr = Xhr::of(this)?;
    require(args, 2, "open")?;
    let method = byte_string(args.get_or_undefined(0), context)?;
    let url = usv_string(args.get_or_undefined(1), context)?;
    let is_async = args.get(2).is_none_or(JsValue::to_boolean);
    let username = credential(args.get_or_undefined(3), context)?;
    let password = credential(args.get_or_undefined(4), context)?;
    // 2. If method is not a method, then throw a "SyntaxError" DOMException.
    if !is_token(&method) {
        let message = "the method is not valid";
        return Err(dom_error("SyntaxError", message, context));
    }
    // 3. If method is a forbidden method, then throw a "SecurityError" DOMException. 4. Normalize it.
    let Ok(method) = checked_method(&method) else {
        let message = "the method is forbidden";
        return Err(dom_error("SecurityError", message, context));
    };
    // 5-6. Parse url; if it is failure, then throw a "SyntaxError" DOMException.
    let Ok(mut url) = parse_url(&url, context) else {
        return Err(dom_error("SyntaxError", "the URL is not valid", context));
    };
    // 7. If the async argument is given: if parsedURL's host is non-null, set username and password.
    if url.has_host() {
        if let Some(username) = username {
            // Cannot fail, because the URL has a host.
            let _ = url.set_username(&username);
        }
        if let Some(password) = password {
            let _ = url.set_password(Some(&password));
        }
    }
    // 8. If async is false, throw an "InvalidAccessError" DOMException, as browsers do in a window with a time-out.
    if !is_async {
        let message = "synchronous requests are not supported";
        return Err(dom_error("InvalidAccessError", message, context));
    }
    // 9. Terminate this's fetch controller.
    let state = &xhr.state;
    state.terminate();
    // 10. Set variables associated with the object.
    state.sending.set(false);
    state.upload_listened.set(false);
    state.set_response(None);
    let blob = blob_urls::entry(&url, context);
    *state.opened.borrow_mut() = Some(Opened {
        method,
        blob,
        url,
        headers: Default::default(),
    });
    // 12. If this's state is not opened, then: set it, fire an event named readystatechange at this.
    if state.ready.replace(OPENED) != OPENED {
        xhr.ready_state_change(Cause::Caller, context)?;
    }
    Ok(JsValue::undefined())
}

fn credential(value: &JsValue, context: &mut Context) -> JsResult<Option<String>> {
    if value.is_null_or_undefined() {
        return Ok(None);
    }
    usv_string(value, context).map(Some)
}

/// Throws an "InvalidStateError" unless the object is opened and nothing was sent yet.
fn require_opened(xhr: &Xhr, context: &Context) -> JsResult<()> {
    // 1. If this's state is not opened, throw. 2. If this's send() flag is set, throw.
    if xhr.state.ready.get() != OPENED || xhr.state.sending.get() {
        let message = "the object is not opened, or the request was sent";
        return Err(dom_error("InvalidStateError", message, context));
    }
    Ok(())
}

/// `setRequestHeader(name, value)`
///
/// <https://xhr.spec.whatwg.org/#the-setrequestheader()-method>
pub(super) fn set_request_header(
    this: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let xhr = Xhr::of(this)?;
    require(args, 2, "setRequestHeader")?;
    let name = byte_string(args.get_or_undefined(0), context)?;
    let value = byte_string(args.get_or_undefined(1), context)?;
    require_opened(&xhr, context)?;
    // 3. Normalize value. 4. If name is not a header name or value is not a header value, then throw a
    //    "SyntaxError" DOMException.
    let value = normalize(&value);
    if !is_token(&name) || !is_value(value) {
        let message = "the header is not valid";
        return Err(dom_error("SyntaxError", message, context));
    }
    // 6. Combine (name, value) in this's author request headers.
    if let Some(opened) = &mut *xhr.state.opened.borrow_mut() {
        opened.headers.combine(&name, value);
    }
    Ok(JsValue::undefined())
}

/// The setter of `withCredentials`.
///
/// <https://xhr.spec.whatwg.org/#the-withcredentials-attribute>
pub(super) fn set_with_credentials(
    this: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let xhr = Xhr::of(this)?;
    let state = &xhr.state;
    // 1. If this's state is not unsent or opened, throw. 2. If this's send() flag is set, throw.
    if !matches!(state.ready.get(), UNSENT | OPENED) || state.sending.get() {
        let message = "the request was sent";
        return Err(dom_error("InvalidStateError", message, context));
    }
    state
        .with_credentials
        .set(args.get_or_undefined(0).to_boolean());
    Ok(JsValue::undefined())
}

/// `send(body)`
///
/// <https://xhr.spec.whatwg.org/#the-send()-method>
pub(super) fn send(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let xhr = Xhr::of(this)?;
    let state = &xhr.state;
    let body = args.get_or_undefined(0);
    let body = if body.is_null_or_undefined() {
        None
    } else {
        Some(extract_bytes(body, context)?)
    };
    // 1. If this's state is not opened, throw. 2. If this's send() flag is set, throw.
    require_opened(&xhr, context)?;
    let Some(mut opened) = state.opened.borrow().clone() else {
        return Ok(JsValue::undefined());
    };
    // 3. If this's request method is `GET` or `HEAD`, then set body to null.
    let body = body.filter(|_| !matches!(opened.method.as_str(), "GET" | "HEAD"));
    // 4. If body is not null: extract, and set the `Content-Type`.
    let body = body.map(|body| {
        set_content_type(&mut opened, body.mime_type, body.is_text);
        body.bytes
    });
    // 5. If one or more event listeners are registered on this's upload object, then set this's upload
    //    listener flag.
    state.upload_listened.set(state.has_upload_listeners());
    // 7. Unset this's upload complete flag. 9. If req's body is null, then set it.
    state.upload_complete.set(body.is_none());
    let permit = permit(Limit::Requests, "XMLHttpRequest.send", context)?;
    // 10. Set this's send() flag.
    state.sending.set(true);
    begin(&xhr, opened, body, permit, context)?;
    Ok(JsValue::undefined())
}

/// Step 11 of `send()`, for an asynchronous request.
///
/// <https://xhr.spec.whatwg.org/#the-send()-method>
fn begin(
    xhr: &Xhr,
    opened: Opened,
    body: Option<Bytes>,
    permit: Permit,
    context: &mut Context,
) -> JsResult<()> {
    let state = &xhr.state;
    let in_flight = state.begin(context);
    let total = body.as_ref().map_or(0, |body| body.len() as u64);
    // 1. Fire a progress event named loadstart at this with 0 and 0.
    xhr.progress("loadstart", (0, 0), Cause::Caller, context)?;
    // 4. If this's upload complete flag is unset and this's upload listener flag is set, then fire a
    //    progress event named loadstart at this's upload object with 0 and req's body's length.
    let uploads = !state.upload_complete.get() && state.upload_listened.get();
    if uploads && !in_flight.stop.is_stopped() {
        xhr.upload_progress("loadstart", (0, total), Cause::Caller, context)?;
    }
    // 5. If this's state is not opened or this's send() flag is unset, then return. It may also have
    //    been opened and sent anew.
    if in_flight.stop.is_stopped() {
        return Ok(());
    }
    let progress = uploads.then(Arc::<Progress>::default);
    let sending = Sending {
        outgoing: Outgoing {
            method: opened.method,
            url: opened.url,
            headers: opened.headers,
            body: body.map(|body| Upload::Bytes(body, progress.clone())),
            blob: opened.blob,
            redirect: RedirectMode::Follow,
            caller: Caller::now(context),
            permit,
        },
        progress,
        total,
        in_flight,
        client: client_of(context),
    };
    let xhr = xhr.clone();
    spawn(context, async move |context| {
        transfer(xhr, sending, context).await
    });
    Ok(())
}

/// Steps 4.3 to 4.5 of `send()`: sets the `Content-Type`, or corrects the charset if the program has set the header.
///
/// <https://xhr.spec.whatwg.org/#the-send()-method>
fn set_content_type(opened: &mut Opened, mime_type: Option<String>, is_text: bool) {
    let Some(author) = opened.headers.get("content-type") else {
        if let Some(mime_type) = mime_type {
            opened.headers.set("Content-Type", mime_type);
        }
        return;
    };
    // If body is a USVString, and the author's type has a charset that is not UTF-8: make it so.
    if let Ok(mut mime) = author.parse::<Mime>()
        && is_text
        && let Some((_, charset)) = mime
            .parameters
            .iter_mut()
            .find(|(name, _)| name == "charset")
        && !charset.eq_ignore_ascii_case("utf-8")
    {
        *charset = "UTF-8".to_owned();
        opened.headers.set("Content-Type", mime.to_string());
    }
}

/// `abort()`. Its events run in the mapping of the caller.
///
/// <https://xhr.spec.whatwg.org/#the-abort()-method>
pub(super) fn abort(this: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let xhr = Xhr::of(this)?;
    let state = &xhr.state;
    // 1. Abort this's fetch controller.
    state.terminate();
    // 2. If this's state is opened with this's send() flag set, headers received, or loading, then run
    //    the request error steps for this and abort.
    let ready = state.ready.get();
    if (ready == OPENED && state.sending.get()) || matches!(ready, HEADERS_RECEIVED | LOADING) {
        xhr.fail("abort", Cause::Caller, context)?;
    }
    // 3. If this's state is done, then set it to unsent and this's response to a network error.
    if state.ready.get() == DONE {
        state.ready.set(UNSENT);
        state.set_response(None);
    }
    Ok(JsValue::undefined())
}
