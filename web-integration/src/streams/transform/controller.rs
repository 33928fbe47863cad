//! `TransformStreamDefaultController`.
//!
//! <https://streams.spec.whatwg.org/#ts-default-controller-class>

use boa_engine::{
    Context, JsArgs, JsError, JsObject, JsResult, JsValue, object::builtins::JsPromise,
};
use boa_gc::{Finalize, Gc, GcRefCell, Trace};

use super::{stream::Transform, transformer::Transformer};
use crate::{
    streams::{
        handle::handle,
        promise::{Deferred, completion, react},
        readable::controller::ReadableController,
    },
    webidl::{
        Interface, illegal_constructor, illegal_invocation, interface, prototype_of, type_error,
    },
};

interface!(TransformStreamDefaultController);

handle!(
    /// The controller of a transform stream.
    TransformController,
    ControllerState
);

#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct ControllerState {
    stream: Transform,
    /// The JavaScript object; created when the program first sees it.
    object: GcRefCell<Option<JsObject>>,
    /// The algorithms that `ClearAlgorithms` releases.
    transformer: GcRefCell<Option<Gc<Box<dyn Transformer>>>>,
    /// The \[\[finishPromise]].
    finish: GcRefCell<Option<Deferred>>,
}

impl TransformController {
    /// `SetUpTransformStreamDefaultController`
    ///
    /// <https://streams.spec.whatwg.org/#set-up-transform-stream-default-controller>
    pub(super) fn set_up(stream: &Transform, transformer: Box<dyn Transformer>) -> Self {
        let controller = Self(Gc::new(ControllerState {
            stream: stream.clone(),
            object: GcRefCell::new(None),
            transformer: GcRefCell::new(Some(Gc::new(transformer))),
            finish: GcRefCell::new(None),
        }));
        *stream.controller.borrow_mut() = Some(controller.clone());
        controller
    }

    /// The JavaScript object of the controller; created at the first call.
    pub(crate) fn object(&self, context: &Context) -> JsResult<JsObject> {
        if let Some(object) = &*self.object.borrow() {
            return Ok(object.clone());
        }
        let prototype = prototype_of::<TransformStreamDefaultController>(context)?;
        let object = JsObject::from_proto_and_data(prototype, self.clone());
        *self.object.borrow_mut() = Some(object.clone());
        Ok(object)
    }

    pub(super) fn transformer(&self) -> Option<Gc<Box<dyn Transformer>>> {
        self.transformer.borrow().clone()
    }

    /// `TransformStreamDefaultControllerClearAlgorithms`
    ///
    /// <https://streams.spec.whatwg.org/#transform-stream-default-controller-clear-algorithms>
    pub(super) fn clear_algorithms(&self) {
        let transformer = self.transformer.borrow_mut().take();
        drop(transformer);
    }

    pub(super) fn finish(&self) -> Option<Deferred> {
        self.finish.borrow().clone()
    }

    pub(super) fn set_finish(&self, finish: Deferred) {
        *self.finish.borrow_mut() = Some(finish);
    }

    fn readable(&self) -> JsResult<ReadableController> {
        self.stream.readable_controller()
    }

    /// `TransformStreamDefaultControllerEnqueue`
    ///
    /// <https://streams.spec.whatwg.org/#transform-stream-default-controller-enqueue>
    ///
    /// # Errors
    ///
    /// A `TypeError` if the readable side takes no chunk; the exception of its size algorithm.
    pub(crate) fn enqueue(&self, chunk: JsValue, context: &mut Context) -> JsResult<()> {
        let stream = &self.stream;
        // 2. Let readableController be stream.[[readable]].[[controller]].
        let readable = self.readable()?;
        // 3. If ! ReadableStreamDefaultControllerCanCloseOrEnqueue(readableController) is false, throw a
        //    TypeError exception.
        if !readable.can_close_or_enqueue() {
            return Err(type_error("the readable side takes no further chunk"));
        }
        // 4. Let enqueueResult be ReadableStreamDefaultControllerEnqueue(readableController, chunk).
        if let Err(error) = readable.enqueue(chunk, context) {
            // 5. If it is an abrupt completion, perform !
            //    TransformStreamErrorWritableAndUnblockWrite(stream, enqueueResult.[[Value]]), throw
            //    stream.[[readable]].[[storedError]].
            let reason = error.into_opaque(context)?;
            stream.error_writable(&reason, context)?;
            let stored = stream.readable()?.stored_error().unwrap_or_default();
            return Err(JsError::from_opaque(stored));
        }
        // 6. Let backpressure be ! ReadableStreamDefaultControllerHasBackpressure(readableController).
        // 7. If backpressure is not stream.[[backpressure]], perform !
        //    TransformStreamSetBackpressure(stream, true).
        if readable.has_backpressure() != stream.backpressure() {
            stream.set_backpressure(true, context)?;
        }
        Ok(())
    }

    /// `TransformStreamDefaultControllerPerformTransform`
    ///
    /// <https://streams.spec.whatwg.org/#transform-stream-default-controller-perform-transform>
    pub(super) fn perform_transform(
        &self,
        chunk: &JsValue,
        context: &mut Context,
    ) -> JsResult<JsPromise> {
        // 1. Let transformPromise be the result of performing controller.[[transformAlgorithm]].
        let result = match self.transformer() {
            Some(transformer) => transformer.transform(chunk, self, context),
            None => Ok(None),
        };
        let promise = completion(result, context)?;
        // 2. Return the result of reacting to it with these rejection steps given the argument r: perform
        //    ! TransformStreamError(stream, r), throw r.
        react(
            &promise,
            self.stream.clone(),
            |_, _, _| Ok(JsValue::undefined()),
            |stream, reason, context| {
                stream.error(reason, context)?;
                Err(JsError::from_opaque(reason.clone()))
            },
            context,
        )
    }

    /// `TransformStreamDefaultControllerTerminate`
    ///
    /// <https://streams.spec.whatwg.org/#transform-stream-default-controller-terminate>
    fn terminate(&self, context: &mut Context) -> JsResult<()> {
        // 3. Perform ! ReadableStreamDefaultControllerClose(readableController).
        self.readable()?.close(context)?;
        // 4. Let error be a TypeError exception indicating that the stream has been terminated.
        let error = type_error("the stream was terminated").into_opaque(context)?;
        // 5. Perform ! TransformStreamErrorWritableAndUnblockWrite(stream, error).
        self.stream.error_writable(&error, context)
    }
}

/// Creates the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) {
    Interface::new::<TransformStreamDefaultController>(0, illegal_constructor, context)
        .readonly("desiredSize", |this, _, _| {
            let size = controller(this)?.readable()?.desired_size();
            Ok(size.map_or_else(JsValue::null, JsValue::from))
        })
        .operation("enqueue", 0, |this, args, context| {
            controller(this)?.enqueue(args.get_or_undefined(0).clone(), context)?;
            Ok(JsValue::undefined())
        })
        .operation("error", 0, |this, args, context| {
            // TransformStreamDefaultControllerError: perform ! TransformStreamError(stream, e).
            let reason = args.get_or_undefined(0);
            controller(this)?.stream.error(reason, context)?;
            Ok(JsValue::undefined())
        })
        .operation("terminate", 0, |this, _, context| {
            controller(this)?.terminate(context)?;
            Ok(JsValue::undefined())
        })
        .register::<TransformStreamDefaultController>();
}

fn controller(this: &JsValue) -> JsResult<TransformController> {
    TransformController::of(this)
        .ok_or_else(|| illegal_invocation("TransformStreamDefaultController"))
}
