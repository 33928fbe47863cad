//! Serializing and deserializing with transfer, and the arguments that name what is transferred.
//!
//! <https://html.spec.whatwg.org/#structuredserializewithtransfer>

use boa_async_context::{Limit, Permit};
use boa_engine::{
    Context, JsObject, JsResult, JsValue, builtins::array_buffer::ArrayBuffer,
    object::builtins::JsArrayBuffer, symbol::JsSymbol,
};

use super::{
    channel::{Message, SIZE_OF_CHANNEL, SIZE_OF_MESSAGE, SIZE_OF_TRANSFERRED, Transferred},
    clone::{array_buffer, data_clone_error, deserialize, intrinsics::CloneIntrinsics, serialize},
    outbox::Outbox,
    port_object::{as_port, port_object},
};
use crate::webidl::{member, sequence, sequence_with, type_error};

/// When a message is deserialized.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Delivery {
    /// Before anything else happens.
    AtOnce,
    /// When it arrives. Until then it counts as a message of the agent.
    Later,
}

/// A deserialized message.
pub(crate) struct Received {
    pub(crate) data: JsValue,
    pub(crate) ports: Vec<JsObject>,
}

impl Message {
    /// *StructuredSerializeWithTransfer*
    ///
    /// <https://html.spec.whatwg.org/#structuredserializewithtransfer>
    ///
    /// # Errors
    ///
    /// A "DataCloneError" `DOMException` for a value that cannot be cloned or transferred; a "QuotaExceededError" for a
    /// message that the limits of the host do not allow; the exceptions of getters.
    pub(crate) fn serialize(
        value: &JsValue,
        transfer: &[JsObject],
        delivery: Delivery,
        context: &mut Context,
    ) -> JsResult<Self> {
        // 2. For each transferable of transferList:
        for (place, object) in transfer.iter().enumerate() {
            // 1. If it has neither an [[ArrayBufferData]] nor a [[Detached]] internal slot, or is shared,
            //    then throw a "DataCloneError" DOMException.
            if !object.is::<ArrayBuffer>() && as_port(&object.clone().into()).is_none() {
                return Err(data_clone_error(
                    "an object that is not transferable",
                    context,
                ));
            }
            // 3. If memory[transferable] exists, then throw a "DataCloneError" DOMException.
            if transfer[..place]
                .iter()
                .any(|other| JsObject::equals(other, object))
            {
                return Err(data_clone_error(
                    "an object that is transferred twice",
                    context,
                ));
            }
        }
        // 3. Let serialized be StructuredSerializeInternal(value, false, memory).
        let record = serialize(value, transfer, context)?;
        // Before anything is detached.
        let sent = match delivery {
            Delivery::Later => {
                let size = |context: &mut _| {
                    let transferred = size_of_transferred(transfer, context)?;
                    Ok((SIZE_OF_MESSAGE + record.size()).saturating_add(transferred))
                };
                Outbox::admit(1, size, context)?
            }
            Delivery::AtOnce => Vec::new(),
        };
        // 5. For each transferable of transferList: transfer it.
        let mut transferred = Vec::with_capacity(transfer.len());
        for object in transfer {
            transferred.push(take(object, context)?);
        }
        Ok(Self {
            record,
            transferred,
            posted_in: None,
            _sent: sent.into_iter().next(),
        })
    }

    /// *StructuredDeserializeWithTransfer*, in the current realm
    ///
    /// <https://html.spec.whatwg.org/#structureddeserializewithtransfer>
    ///
    /// # Errors
    ///
    /// A "DataCloneError" `DOMException` if this engine cannot create an object of the message.
    pub(crate) fn deserialize(self, context: &mut Context) -> JsResult<Received> {
        let mut ports = Vec::new();
        let mut objects = Vec::with_capacity(self.transferred.len());
        for transferred in self.transferred {
            objects.push(match transferred {
                Transferred::Buffer {
                    bytes,
                    max_byte_length,
                } => array_buffer(bytes, max_byte_length, context)?,
                Transferred::Port(end) => {
                    // It was admitted where it was made.
                    let permit = Permit::take_anyway(Limit::Channels, context);
                    let port = port_object(end, permit, context)?;
                    ports.push(port.clone());
                    port
                }
            });
        }
        let data = deserialize(self.record, &objects, context)?;
        Ok(Received { data, ports })
    }
}

/// About how many bytes the objects take when they are transferred.
fn size_of_transferred(objects: &[JsObject], context: &mut Context) -> JsResult<usize> {
    let intrinsics = CloneIntrinsics::of(context);
    let mut size = objects.len() * SIZE_OF_TRANSFERRED;
    for object in objects {
        let length = object
            .downcast_ref::<ArrayBuffer>()
            .map(|buffer| buffer.data().map_or(0, |data| data.len()));
        let Some(length) = length else {
            size += SIZE_OF_CHANNEL;
            continue;
        };
        // The engine reserves what a resizable buffer may need.
        let reserved = match &intrinsics {
            Some(intrinsics) => intrinsics.max_byte_length(object, context)?,
            None => None,
        };
        let reserved = reserved.map_or(0, |bytes| usize::try_from(bytes).unwrap_or(usize::MAX));
        size = size.saturating_add(length.max(reserved));
    }
    Ok(size)
}

/// Takes the contents of an object, which is detached from then on.
fn take(object: &JsObject, context: &mut Context) -> JsResult<Transferred> {
    if let Some((_, port)) = as_port(&object.clone().into()) {
        return match port.take_end() {
            Some(end) => Ok(Transferred::Port(end)),
            None => Err(data_clone_error("a detached MessagePort", context)),
        };
    }
    let max_byte_length = match CloneIntrinsics::of(context) {
        Some(intrinsics) => intrinsics.max_byte_length(object, context)?,
        None => None,
    };
    let detached = JsArrayBuffer::from_object(object.clone())?.detach(&JsValue::undefined());
    match detached {
        Ok(bytes) => Ok(Transferred::Buffer {
            bytes,
            max_byte_length,
        }),
        Err(_) => Err(data_clone_error("a detached ArrayBuffer", context)),
    }
}

/// Converts the second argument of a `postMessage`: a sequence of objects, or a dictionary with the member `transfer`.
///
/// # Errors
///
/// A `TypeError` for any other value; the exceptions of getters and of the iteration.
pub(crate) fn transfer_argument(
    value: &JsValue,
    operation: &'static str,
    context: &mut Context,
) -> JsResult<Vec<JsObject>> {
    if value.is_null_or_undefined() {
        return Ok(Vec::new());
    }
    let Some(object) = value.as_object() else {
        return Err(type_error(format!(
            "{operation}: the second argument is neither a sequence nor a dictionary"
        )));
    };
    let method = object.get(JsSymbol::iterator(), context)?;
    if method.is_null_or_undefined() {
        return transfer_member(Some(&object), operation, context);
    }
    match method.as_callable() {
        Some(method) => sequence_with(value, &method, operation, context, to_object),
        None => Err(type_error(format!(
            "{operation}: @@iterator is not callable"
        ))),
    }
}

/// Reads the member `transfer` of the dictionary `StructuredSerializeOptions`.
///
/// # Errors
///
/// A `TypeError` if it is not a sequence of objects; the exceptions of getters and of the iteration.
pub(crate) fn transfer_member(
    options: Option<&JsObject>,
    operation: &'static str,
    context: &mut Context,
) -> JsResult<Vec<JsObject>> {
    match member(options, "transfer", context)? {
        Some(transfer) => sequence(&transfer, operation, context, to_object),
        None => Ok(Vec::new()),
    }
}

/// Converts an element to `object`.
fn to_object(value: &JsValue, _: &mut Context) -> JsResult<JsObject> {
    value
        .as_object()
        .ok_or_else(|| type_error("an element of `transfer` is not an object"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messaging::{channel::End, clone::Record};

    #[test]
    fn ports_in_messages_for_ports_in_messages_are_dropped_however_deep() {
        let run = || {
            let (_first, mut end) = End::pair();
            for _ in 0..20_000 {
                let (sender, receiver) = End::pair();
                sender.post(Message {
                    record: Record::undefined(),
                    transferred: vec![Transferred::Port(end)],
                    posted_in: None,
                    _sent: None,
                });
                end = receiver;
            }
            drop(end);
        };
        let thread = std::thread::Builder::new().stack_size(128 << 10).spawn(run);
        thread.expect("a thread").join().expect("no panic");
    }
}
