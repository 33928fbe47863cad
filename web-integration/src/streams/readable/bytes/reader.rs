//! `ReadableStreamBYOBReader`.
//!
//! <https://streams.spec.whatwg.org/#byob-reader-class>

use boa_engine::{
    Context, JsArgs, JsNativeError, JsObject, JsResult, JsValue, object::builtins::JsPromise,
};

use super::view::{View, ViewKind, is_detached};
use crate::{
    streams::{
        convert::promise_operation,
        promise::Deferred,
        readable::{
            reader::{PromiseRequest, ReadRequest, Reader, released},
            stream::{Readable, State},
            watcher::Watcher,
        },
    },
    webidl::{
        Interface, dictionary, enforce_range, illegal_invocation, interface, member,
        platform_object, prototype_from, prototype_of, require, require_new, type_error,
    },
};

interface!(ReadableStreamBYOBReader);

impl Reader {
    /// `ReadableStreamBYOBReaderRead`
    ///
    /// <https://streams.spec.whatwg.org/#readable-stream-byob-reader-read>
    ///
    /// # Errors
    ///
    /// A `TypeError` once the reader is released, or if the stream is not a stream of bytes; otherwise only errors
    /// that JavaScript cannot catch, such as a runtime limit.
    pub(super) fn read_into(
        &self,
        view: &View,
        minimum: usize,
        request: Box<dyn ReadRequest>,
        context: &mut Context,
    ) -> JsResult<()> {
        // 1. Let stream be reader.[[stream]].
        let stream = self.stream().ok_or_else(released)?;
        // 3. Set stream.[[disturbed]] to true.
        stream.disturb();
        // 4. If stream.[[state]] is "errored", perform readIntoRequest's error steps.
        if let State::Errored(error) = stream.state() {
            return request.error(error, context);
        }
        // 5. Otherwise, perform ! ReadableByteStreamControllerPullInto(stream.[[controller]], view, min,
        //    readIntoRequest).
        match stream.byte_controller() {
            Some(controller) => controller.pull_into(view, minimum, request, context),
            None => Err(type_error("the stream is not a stream of bytes")),
        }
    }
}

/// Creates the object of a BYOB reader. To be called once.
pub(in crate::streams) fn make_byob_object(
    reader: Reader,
    context: &Context,
) -> JsResult<JsObject> {
    let prototype = prototype_of::<ReadableStreamBYOBReader>(context)?;
    Ok(JsObject::from_proto_and_data(prototype, reader))
}

/// Creates the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) {
    Interface::new::<ReadableStreamBYOBReader>(1, construct, context)
        .readonly("closed", |this, _, context| {
            promise_operation(context, |context| {
                Ok(reader(this)?.closed_for(Watcher::Program, context))
            })
        })
        .operation("cancel", 0, |this, args, context| {
            promise_operation(context, |context| {
                reader(this)?.cancel(args.get_or_undefined(0), context)
            })
        })
        .operation("read", 1, |this, args, context| {
            promise_operation(context, |context| read(&reader(this)?, args, context))
        })
        .operation("releaseLock", 0, |this, _, context| {
            reader(this)?.release(context)?;
            Ok(JsValue::undefined())
        })
        .register::<ReadableStreamBYOBReader>();
}

/// `new ReadableStreamBYOBReader(stream)`
///
/// <https://streams.spec.whatwg.org/#byob-reader-constructor>
fn construct(new_target: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require_new::<ReadableStreamBYOBReader>(new_target)?;
    require(args, 1, "ReadableStreamBYOBReader")?;
    let stream = Readable::of(args.get_or_undefined(0))
        .ok_or_else(|| type_error("the argument is not a ReadableStream"))?;
    let prototype = prototype_from::<ReadableStreamBYOBReader>(new_target, context)?;
    let reader = Reader::acquire_byob(&stream, context)?;
    Ok(platform_object(prototype, reader, context).into())
}

/// `read(view, options)`
///
/// <https://streams.spec.whatwg.org/#byob-reader-read>
fn read(reader: &Reader, args: &[JsValue], context: &mut Context) -> JsResult<JsPromise> {
    require(args, 1, "read")?;
    let view = View::of(args.get_or_undefined(0), context)?;
    let options = dictionary(args.get(1), "the options")?;
    let minimum = member(options.as_ref(), "min", context)?
        .map_or(Ok(1), |value| enforce_range(&value, "min", context))?;
    // 1-2. If the view or its buffer has no bytes, return a promise rejected with a TypeError exception.
    // 3. If the buffer is detached, the same. 4. If options["min"] is 0, the same.
    view.require_bytes()?;
    if is_detached(&view.buffer) || minimum == 0 {
        return Err(type_error("there is nothing to read"));
    }
    // 5-6. If options["min"] is more elements than view has, return a promise rejected with a RangeError.
    let minimum = usize::try_from(minimum).unwrap_or(usize::MAX);
    let size = match view.kind {
        ViewKind::DataView => 1,
        kind => kind.element_size(),
    };
    if minimum > view.length / size {
        return Err(JsNativeError::range()
            .with_message("min is more than the view has room for")
            .into());
    }
    // 7. If this.[[stream]] is undefined, return a promise rejected with a TypeError exception.
    if reader.stream().is_none() {
        return Err(released());
    }
    // 8. Let promise be a new promise. 9. Let readIntoRequest be a new read-into request.
    // 10. Perform ! ReadableStreamBYOBReaderRead(this, view, options["min"], readIntoRequest).
    let deferred = Deferred::new(context);
    let request = Box::new(PromiseRequest(deferred.clone()));
    reader.read_into(&view, minimum, request, context)?;
    // 11. Return promise.
    Ok(deferred.promise())
}

fn reader(this: &JsValue) -> JsResult<Reader> {
    Reader::of(this)
        .filter(Reader::is_byob)
        .ok_or_else(|| illegal_invocation("ReadableStreamBYOBReader"))
}
