//! `crypto`: random numbers.
//!
//! <https://w3c.github.io/webcrypto/#crypto-interface>

use boa_engine::{
    Context, JsArgs, JsData, JsError, JsResult, JsValue,
    builtins::typed_array::TypedArrayKind,
    js_string,
    object::builtins::{JsDataView, JsTypedArray},
};
use boa_gc::{Finalize, Trace};

use crate::{
    apis::WebApis,
    dom_exception::dom_error,
    webidl::{
        Interface, expose, global_object, illegal_constructor, illegal_invocation, interface,
        platform_object, prototype_of, require, type_error, write_bytes,
    },
};

interface!(Crypto);

#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct CryptoSlots;

/// The most bytes that one call may ask for.
const QUOTA: usize = 65_536;

/// Creates the intrinsics of the current realm, and defines `crypto` if it was chosen.
pub(crate) fn install(apis: &WebApis, context: &mut Context) -> JsResult<()> {
    Interface::new::<Crypto>(0, illegal_constructor, context)
        .operation("getRandomValues", 1, get_random_values)
        .operation("randomUUID", 0, random_uuid)
        .register::<Crypto>();
    if apis.crypto {
        let prototype = prototype_of::<Crypto>(context)?;
        let crypto = platform_object(prototype, CryptoSlots, context);
        expose::<Crypto>(context)?;
        global_object("crypto", crypto, context)?;
    }
    Ok(())
}

fn require_crypto(this: &JsValue) -> JsResult<()> {
    match this.as_object() {
        Some(object) if object.is::<CryptoSlots>() => Ok(()),
        _ => Err(illegal_invocation("Crypto")),
    }
}

/// 32 random hexadecimal digits.
///
/// # Errors
///
/// As [`fill`].
pub(crate) fn random_text(context: &Context) -> JsResult<String> {
    let mut bytes = [0; 16];
    fill(&mut bytes, context)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// A random UUID.
///
/// # Errors
///
/// As [`fill`].
pub(crate) fn uuid(context: &Context) -> JsResult<String> {
    let mut bytes = [0; 16];
    fill(&mut bytes, context)?;
    // The version is 4, and the variant that of RFC 9562.
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let mut text = String::with_capacity(36);
    for (at, byte) in bytes.iter().enumerate() {
        if [4, 6, 8, 10].contains(&at) {
            text.push('-');
        }
        text.push_str(&format!("{byte:02x}"));
    }
    Ok(text)
}

/// Random bytes of the operating system, which are fit for keys.
///
/// # Errors
///
/// An "OperationError" `DOMException` if the system has none.
fn fill(bytes: &mut [u8], context: &Context) -> JsResult<()> {
    getrandom::fill(bytes).map_err(|error| {
        let message = format!("the operating system gives no random numbers: {error}");
        dom_error("OperationError", &message, context)
    })
}

/// `getRandomValues(array)`
///
/// <https://w3c.github.io/webcrypto/#Crypto-method-getRandomValues>
fn get_random_values(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require_crypto(this)?;
    require(args, 1, "getRandomValues")?;
    let value = args.get_or_undefined(0);
    let array = value
        .as_object()
        .and_then(|object| JsTypedArray::from_object(object).ok());
    let Some(array) = array else {
        // A DataView is an ArrayBufferView, but not of integers.
        let is_view = value
            .as_object()
            .is_some_and(|object| JsDataView::from_object(object).is_ok());
        return Err(if is_view {
            not_of_integers(context)
        } else {
            type_error("getRandomValues: the argument is not a view")
        });
    };
    // 1. If array is not one of the integer types, then throw a TypeMismatchError.
    let is_of_integers = matches!(
        array.kind(),
        Some(
            TypedArrayKind::Int8
                | TypedArrayKind::Uint8
                | TypedArrayKind::Uint8Clamped
                | TypedArrayKind::Int16
                | TypedArrayKind::Uint16
                | TypedArrayKind::Int32
                | TypedArrayKind::Uint32
                | TypedArrayKind::BigInt64
                | TypedArrayKind::BigUint64
        )
    );
    if !is_of_integers {
        return Err(not_of_integers(context));
    }
    // 2. If the byteLength of array is greater than 65536, throw a QuotaExceededError.
    let length = array.byte_length(context)?;
    if length > QUOTA {
        let message = format!("getRandomValues: {length} bytes are more than {QUOTA}");
        return Err(dom_error("QuotaExceededError", &message, context));
    }
    // 3. Overwrite all elements of array with cryptographically strong random values.
    let mut bytes = vec![0; length];
    fill(&mut bytes, context)?;
    write_bytes(&array, &bytes, context)?;
    // 4. Return array.
    Ok(value.clone())
}

fn not_of_integers(context: &Context) -> JsError {
    let message = "getRandomValues: the argument is not an array of integers";
    dom_error("TypeMismatchError", message, context)
}

/// `randomUUID()`
///
/// <https://w3c.github.io/webcrypto/#Crypto-method-randomUUID>
fn random_uuid(this: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require_crypto(this)?;
    Ok(js_string!(uuid(context)?).into())
}
