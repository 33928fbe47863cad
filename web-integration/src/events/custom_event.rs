//! `CustomEvent`.
//!
//! <https://dom.spec.whatwg.org/#interface-customevent>

use boa_engine::{Context, JsArgs, JsResult, JsValue, context::intrinsics::StandardConstructor};
use boa_gc::Gc;

use super::event::{EventInit, EventState, as_event, constructor_arguments, create};
use crate::webidl::{Interface, illegal_invocation, interface, member, prototype_from, require};

interface!(CustomEvent);

/// Makes the intrinsics of the current realm.
pub(crate) fn install(event: &StandardConstructor, context: &mut Context) -> StandardConstructor {
    Interface::new::<CustomEvent>(1, construct, context)
        .inherit(event)
        .readonly("detail", |this, _, _| Ok(custom_event(this)?.1))
        .operation("initCustomEvent", 1, init_custom_event)
        .register::<CustomEvent>()
}

/// `new CustomEvent(type, eventInitDict)`
fn construct(new_target: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let (event_type, init) = constructor_arguments::<CustomEvent>(new_target, args, context)?;
    let fields = EventInit::read(init.as_ref(), context)?;
    let detail = member(init.as_ref(), "detail", context)?.unwrap_or_else(JsValue::null);
    let prototype = prototype_from::<CustomEvent>(new_target, context)?;
    create(event_type, &fields, Some(detail), prototype, context).map(Into::into)
}

/// `initCustomEvent(type, bubbles, cancelable, detail)`
fn init_custom_event(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let (event, _) = custom_event(this)?;
    require(args, 1, "initCustomEvent")?;
    let event_type = args.get_or_undefined(0).to_string(context)?;
    let bubbles = args.get_or_undefined(1).to_boolean();
    let cancelable = args.get_or_undefined(2).to_boolean();
    // 1. If this's dispatch flag is set, then return.
    // 2. Initialize this with type, bubbles, and cancelable.
    if event.initialize(event_type, bubbles, cancelable) {
        // 3. Set this's detail attribute to detail.
        let detail = match args.get(3) {
            Some(detail) if !detail.is_undefined() => detail.clone(),
            _ => JsValue::null(),
        };
        *event.detail.borrow_mut() = Some(detail);
    }
    Ok(JsValue::undefined())
}

/// A custom event and its detail.
fn custom_event(this: &JsValue) -> JsResult<(Gc<EventState>, JsValue)> {
    as_event(this)
        .and_then(|event| {
            let detail = event.detail.borrow().clone()?;
            Some((event, detail))
        })
        .ok_or_else(|| illegal_invocation("CustomEvent"))
}
