//! The asynchronous iterator of a `ReadableStream`.
//!
//! <https://webidl.spec.whatwg.org/#js-asynchronous-iterator-prototype-object>,
//! <https://streams.spec.whatwg.org/#rs-asynciterator>

use std::cell::Cell;

use boa_engine::{
    Context, JsArgs, JsResult, JsValue, builtins::iterable::create_iter_result_object, js_string,
    object::builtins::JsPromise,
};
use boa_gc::{Finalize, Gc, GcRefCell, Trace};

use super::{
    reader::{ReadRequest, Reader},
    stream::Readable,
};
use crate::{
    streams::{
        convert::promise_operation,
        handle::handle,
        promise::{Deferred, and_then, react, resolved, rethrow},
    },
    webidl::{
        Interface, dictionary, flag, illegal_invocation, interface, platform_object, prototype_of,
    },
};

interface!(ReadableStreamAsyncIterator);

handle!(
    /// An asynchronous iterator.
    Iterator,
    IteratorState
);

#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct IteratorState {
    reader: Reader,
    prevent_cancel: bool,
    /// The *ongoing promise*.
    ongoing: GcRefCell<Option<JsPromise>>,
    /// The *is finished* flag.
    finished: Cell<bool>,
    /// Whether the current read has reached the end of the stream: *end of iteration*.
    ended: Cell<bool>,
}

/// Creates the intrinsics of the current realm. The program cannot reach the interface object.
pub(super) fn install(context: &mut Context) -> JsResult<()> {
    let parent = context.intrinsics().objects().iterator_prototypes();
    let pair = Interface::iterator::<ReadableStreamAsyncIterator>(parent.async_iterator(), context)
        .tag("ReadableStream AsyncIterator")
        .operation("next", 0, next)
        .operation("return", 1, finish)
        .register::<ReadableStreamAsyncIterator>();
    pair.prototype()
        .delete_property_or_throw(js_string!("constructor"), context)
        .map(drop)
}

/// `values(options)`, `[Symbol.asyncIterator](options)`
///
/// <https://streams.spec.whatwg.org/#rs-asynciterator>
///
/// <https://webidl.spec.whatwg.org/#js-asynchronous-iterable>
pub(in crate::streams) fn values(
    stream: &Readable,
    options: &JsValue,
    context: &mut Context,
) -> JsResult<JsValue> {
    let options = dictionary(Some(options), "the options")?;
    let prevent_cancel = flag(options.as_ref(), "preventCancel", context)?;
    // Initialization steps 1-4. Let reader be ? AcquireReadableStreamDefaultReader(stream), set
    // iterator's reader and prevent cancel.
    let iterator = Iterator(Gc::new(IteratorState {
        reader: Reader::acquire(stream, context)?,
        prevent_cancel,
        ongoing: GcRefCell::new(None),
        finished: Cell::new(false),
        ended: Cell::new(false),
    }));
    let prototype = prototype_of::<ReadableStreamAsyncIterator>(context)?;
    Ok(platform_object(prototype, iterator, context).into())
}

/// `next()`
///
/// <https://webidl.spec.whatwg.org/#js-asynchronous-iterator-prototype-object>
fn next(this: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    promise_operation(context, |context| {
        let iterator = iterator(this)?;
        iterator.after_ongoing(
            JsValue::undefined(),
            |iterator, _, context| iterator.next_steps(context),
            context,
        )
    })
}

/// `return(value)`
///
/// <https://webidl.spec.whatwg.org/#js-asynchronous-iterator-prototype-object>
fn finish(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    promise_operation(context, |context| {
        let iterator = iterator(this)?;
        let value = args.get_or_undefined(0).clone();
        let ongoing = iterator.after_ongoing(value.clone(), Iterator::return_steps, context)?;
        // 12-14. When it is fulfilled, return CreateIterResultObject(value, true).
        react(
            &ongoing,
            value,
            |value, _, context| Ok(create_iter_result_object(value.clone(), true, context)),
            rethrow,
            context,
        )
    })
}

fn iterator(this: &JsValue) -> JsResult<Iterator> {
    Iterator::of(this).ok_or_else(|| illegal_invocation("ReadableStream AsyncIterator"))
}

/// Steps that wait for the ongoing promise.
#[derive(Clone, Copy, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Then(#[unsafe_ignore_trace] fn(&Iterator, &JsValue, &mut Context) -> JsResult<JsPromise>);

impl Iterator {
    /// Runs the steps when the ongoing promise is settled, or at once if there is none. In both cases they run in the
    /// mapping of this call. Their promise becomes the ongoing promise.
    fn after_ongoing(
        &self,
        argument: JsValue,
        steps: fn(&Self, &JsValue, &mut Context) -> JsResult<JsPromise>,
        context: &mut Context,
    ) -> JsResult<JsPromise> {
        let ongoing = self.ongoing.borrow().clone();
        let promise = match ongoing {
            None => steps(self, &argument, context)?,
            Some(ongoing) => {
                let kept = (self.clone(), argument, Then(steps));
                and_then(
                    &ongoing,
                    kept,
                    |(iterator, argument, steps), context| steps.0(iterator, argument, context),
                    context,
                )?
            }
        };
        *self.ongoing.borrow_mut() = Some(promise.clone());
        Ok(promise)
    }

    /// The steps of `next()` once the ongoing promise is settled.
    ///
    /// <https://webidl.spec.whatwg.org/#js-asynchronous-iterator-prototype-object>
    fn next_steps(&self, context: &mut Context) -> JsResult<JsPromise> {
        // 2. If object's is finished is true, return a promise resolved with
        //    CreateIterResultObject(undefined, true).
        if self.finished.get() {
            let result = create_iter_result_object(JsValue::undefined(), true, context);
            return resolved(result, context);
        }
        // 4. Let nextPromise be the result of getting the next iteration result.
        let promise = self.next_result(context)?;
        // 5-10. React to it.
        react(
            &promise,
            self.clone(),
            |iterator, next, context| {
                // Set object's ongoing promise to null. If next is end of iteration, set object's is
                // finished to true.
                *iterator.ongoing.borrow_mut() = None;
                let done = iterator.ended.get();
                iterator.finished.set(done);
                Ok(create_iter_result_object(next.clone(), done, context))
            },
            |iterator, reason, context| {
                // Set object's ongoing promise to null, object's is finished to true, throw reason.
                *iterator.ongoing.borrow_mut() = None;
                iterator.finished.set(true);
                rethrow(iterator, reason, context)
            },
            context,
        )
    }

    /// *Get the next iteration result*.
    ///
    /// <https://streams.spec.whatwg.org/#rs-asynciterator-prototype-next>
    ///
    /// <https://webidl.spec.whatwg.org/#dfn-get-the-next-iteration-result>
    fn next_result(&self, context: &mut Context) -> JsResult<JsPromise> {
        // 3. Let promise be a new promise. 4-5. Read, with a request that settles it.
        let deferred = Deferred::new(context);
        let request = NextRequest {
            iterator: self.clone(),
            deferred: deferred.clone(),
        };
        self.reader.read(Box::new(request), context)?;
        // 6. Return promise.
        Ok(deferred.promise())
    }

    /// The steps of `return()` once the ongoing promise is settled, with the *asynchronous iterator return* algorithm.
    ///
    /// <https://streams.spec.whatwg.org/#rs-asynciterator-prototype-return>
    fn return_steps(&self, value: &JsValue, context: &mut Context) -> JsResult<JsPromise> {
        // 2. If object's is finished is true, return a promise resolved with
        //    CreateIterResultObject(value, true).
        if self.finished.get() {
            let result = create_iter_result_object(value.clone(), true, context);
            return resolved(result, context);
        }
        // 4. Set object's is finished to true.
        self.finished.set(true);
        // 5. Return the result of running the asynchronous iterator return algorithm:
        //    4. If iterator's prevent cancel is false: let result be !
        //       ReadableStreamReaderGenericCancel(reader, arg), release the reader, return result.
        //    5-6. Otherwise release the reader, return a promise resolved with undefined.
        let result = if self.prevent_cancel {
            resolved(JsValue::undefined(), context)?
        } else {
            self.reader.cancel(value, context)?
        };
        self.reader.release(context)?;
        Ok(result)
    }
}

/// The read request of `next()`.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct NextRequest {
    iterator: Iterator,
    deferred: Deferred,
}

impl ReadRequest for NextRequest {
    fn chunk(self: Box<Self>, chunk: JsValue, context: &mut Context) -> JsResult<()> {
        // Resolve promise with chunk.
        self.deferred.resolve(chunk, context)
    }

    fn close(self: Box<Self>, context: &mut Context) -> JsResult<()> {
        // Release the reader, resolve promise with end of iteration.
        self.iterator.reader.release(context)?;
        self.iterator.ended.set(true);
        self.deferred.fulfill(context)
    }

    fn error(self: Box<Self>, reason: JsValue, context: &mut Context) -> JsResult<()> {
        // Release the reader, reject promise with e.
        self.iterator.reader.release(context)?;
        self.deferred.reject(reason, context)
    }
}
