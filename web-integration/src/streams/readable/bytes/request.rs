//! `ReadableStreamBYOBRequest`.
//!
//! <https://streams.spec.whatwg.org/#rs-byob-request-class>

use boa_engine::{Context, JsArgs, JsObject, JsResult, JsValue};
use boa_gc::{Finalize, Gc, GcRefCell, Trace};

use super::{
    controller::ByteController,
    view::{View, is_detached},
};
use crate::{
    streams::handle::handle,
    webidl::{
        Interface, enforce_range, illegal_constructor, illegal_invocation, interface, prototype_of,
        require, type_error,
    },
};

interface!(ReadableStreamBYOBRequest);

handle!(
    /// A BYOB request.
    ByobRequest,
    ByobRequestState
);

#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct ByobRequestState {
    object: GcRefCell<Option<JsObject>>,
    /// The \[\[controller]] and the \[\[view]], until the request is invalidated.
    target: GcRefCell<Option<(ByteController, JsValue)>>,
}

impl ByobRequest {
    pub(super) fn new(
        controller: ByteController,
        view: JsValue,
        context: &Context,
    ) -> JsResult<Self> {
        let request = Self(Gc::new(ByobRequestState {
            object: GcRefCell::new(None),
            target: GcRefCell::new(Some((controller, view))),
        }));
        let prototype = prototype_of::<ReadableStreamBYOBRequest>(context)?;
        let object = JsObject::from_proto_and_data(prototype, request.clone());
        *request.object.borrow_mut() = Some(object);
        Ok(request)
    }

    pub(super) fn value(&self) -> JsValue {
        let object = self.object.borrow().clone();
        object.map_or_else(JsValue::null, Into::into)
    }

    pub(super) fn invalidate(&self) {
        let target = self.target.borrow_mut().take();
        drop(target);
    }

    /// The view to write to; `None` once the request is invalidated.
    pub(super) fn view(&self) -> Option<JsValue> {
        self.target.borrow().as_ref().map(|(_, view)| view.clone())
    }

    /// # Errors
    ///
    /// A `TypeError` once the request is invalidated.
    fn controller(&self) -> JsResult<ByteController> {
        let target = self.target.borrow();
        let target = target.as_ref();
        target
            .map(|(controller, _)| controller.clone())
            .ok_or_else(|| type_error("the request was answered"))
    }
}

/// Creates the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) {
    Interface::new::<ReadableStreamBYOBRequest>(0, illegal_constructor, context)
        .readonly("view", |this, _, _| {
            Ok(request(this)?.view().unwrap_or_else(JsValue::null))
        })
        .operation("respond", 1, respond)
        .operation("respondWithNewView", 1, respond_with_new_view)
        .register::<ReadableStreamBYOBRequest>();
}

/// `respond(bytesWritten)`
///
/// <https://streams.spec.whatwg.org/#rs-byob-request-respond>
fn respond(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let request = request(this)?;
    require(args, 1, "respond")?;
    let count = enforce_range(args.get_or_undefined(0), "bytesWritten", context)?;
    // 1. If this.[[controller]] is undefined, throw a TypeError exception.
    let controller = request.controller()?;
    // 2. If ! IsDetachedBuffer(this.[[view]].[[ArrayBuffer]]) is true, throw a TypeError exception.
    let view = request.view().unwrap_or_default();
    require_attached(&View::of(&view, context)?)?;
    // 5. Perform ? ReadableByteStreamControllerRespond(this.[[controller]], bytesWritten).
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    controller.respond(count, context)?;
    Ok(JsValue::undefined())
}

/// `respondWithNewView(view)`
///
/// <https://streams.spec.whatwg.org/#rs-byob-request-respond-with-new-view>
fn respond_with_new_view(
    this: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let request = request(this)?;
    require(args, 1, "respondWithNewView")?;
    let value = args.get_or_undefined(0);
    let view = View::of(value, context)?;
    // 1. If this.[[controller]] is undefined, throw a TypeError exception.
    let controller = request.controller()?;
    // 2. If ! IsDetachedBuffer(view.[[ViewedArrayBuffer]]) is true, throw a TypeError exception.
    require_attached(&view)?;
    // 3. Return ? ReadableByteStreamControllerRespondWithNewView(this.[[controller]], view).
    controller.respond_with(value, context)?;
    Ok(JsValue::undefined())
}

fn require_attached(view: &View) -> JsResult<()> {
    if is_detached(&view.buffer) {
        return Err(type_error("the buffer of the view is detached"));
    }
    Ok(())
}

fn request(this: &JsValue) -> JsResult<ByobRequest> {
    ByobRequest::of(this).ok_or_else(|| illegal_invocation("ReadableStreamBYOBRequest"))
}
