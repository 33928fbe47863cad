//! `atob` and `btoa`.
//!
//! <https://html.spec.whatwg.org/#atob>

use base64::{Engine as _, engine::general_purpose::STANDARD};
use boa_engine::{Context, JsArgs, JsResult, JsString, JsValue, js_string};
use data_url::forgiving_base64;

use crate::{dom_exception::dom_error, webidl::require};

/// `btoa(data)`
///
/// <https://html.spec.whatwg.org/#dom-btoa>
pub(super) fn btoa(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require(args, 1, "btoa")?;
    let data = args.get_or_undefined(0).to_string(context)?;
    // Throw an "InvalidCharacterError" DOMException if data contains any character whose code point is greater than
    // U+00FF. Otherwise convert it to bytes, and apply forgiving-base64 encode.
    let bytes: Result<Vec<u8>, _> = data.iter().map(u8::try_from).collect();
    let Ok(bytes) = bytes else {
        let message = "btoa: the string has characters that are not bytes (above U+00FF)";
        return Err(dom_error("InvalidCharacterError", message, context));
    };
    Ok(js_string!(STANDARD.encode(bytes)).into())
}

/// `atob(data)`
///
/// <https://html.spec.whatwg.org/#dom-atob>
pub(super) fn atob(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require(args, 1, "atob")?;
    let data = args.get_or_undefined(0).to_string(context)?;
    // 1. Let decodedData be the result of running forgiving-base64 decode on data.
    // Characters outside of ASCII are failures wherever they are.
    let text: Option<Vec<u8>> = data.iter().map(|unit| u8::try_from(unit).ok()).collect();
    let decoded = text.and_then(|text| forgiving_base64::decode_to_vec(&text).ok());
    // 2. If decodedData is failure, then throw an "InvalidCharacterError" DOMException.
    let Some(decoded) = decoded else {
        let message = "atob: the string is not base64";
        return Err(dom_error("InvalidCharacterError", message, context));
    };
    // 3. Return decodedData.
    let units: Vec<u16> = decoded.into_iter().map(u16::from).collect();
    Ok(JsString::from(units.as_slice()).into())
}
