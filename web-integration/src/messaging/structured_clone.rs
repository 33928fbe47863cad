//! The function `structuredClone`.

use boa_engine::{Context, JsResult, JsValue};

use super::{
    channel::Message,
    transfer::{Delivery, transfer_member},
};
use crate::webidl::{dictionary, require};

/// `structuredClone(value, options)`
///
/// <https://html.spec.whatwg.org/#dom-structuredclone>
pub(super) fn structured_clone(
    _: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    const OPERATION: &str = "structuredClone";
    require(args, 1, OPERATION)?;
    let options = dictionary(args.get(1), "structuredClone: the second argument")?;
    let transfer = transfer_member(options.as_ref(), OPERATION, context)?;
    let message = Message::serialize(&args[0], &transfer, Delivery::AtOnce, context)?;
    Ok(message.deserialize(context)?.data)
}
