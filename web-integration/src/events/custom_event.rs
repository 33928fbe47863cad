//! The interface `CustomEvent`.
//!
//! <https://dom.spec.whatwg.org/#interface-customevent>

use boa_engine::{Context, JsArgs, JsResult, JsValue, context::intrinsics::StandardConstructor};
use boa_gc::{Finalize, GcRefCell, Trace};

use super::{
    create::{EventInit, constructor_arguments, create_of},
    event_state::{event_of, event_state},
};
use crate::webidl::{Interface, interface, member, prototype_from, require};

interface!(CustomEvent);

/// The *detail* of a custom event.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Detail(GcRefCell<JsValue>);

/// Creates the intrinsics of the current realm. `event` is the interface `Event`.
pub(super) fn install(event: &StandardConstructor, context: &mut Context) -> StandardConstructor {
    Interface::new::<CustomEvent>(1, construct, context)
        .inherit(event)
        .readonly("detail", |this, _, _| {
            let detail = event_of::<Detail>(this, "CustomEvent")?;
            Ok(detail.0.borrow().clone())
        })
        .operation("initCustomEvent", 1, init_custom_event)
        .register::<CustomEvent>()
}

/// `new CustomEvent(type, eventInitDict)`
///
/// <https://dom.spec.whatwg.org/#dom-customevent-customevent>
fn construct(new_target: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let (event_type, init) = constructor_arguments::<CustomEvent>(new_target, args, context)?;
    let fields = EventInit::read(init.as_ref(), context)?;
    let detail = member(init.as_ref(), "detail", context)?.unwrap_or_else(JsValue::null);
    let prototype = prototype_from::<CustomEvent>(new_target, context)?;
    let detail = Detail(GcRefCell::new(detail));
    create_of(event_type, &fields, detail, prototype, context).map(Into::into)
}

/// `initCustomEvent(type, bubbles, cancelable, detail)`
///
/// <https://dom.spec.whatwg.org/#dom-customevent-initcustomevent>
fn init_custom_event(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let detail = event_of::<Detail>(this, "CustomEvent")?;
    let event = event_state(this)?;
    require(args, 1, "initCustomEvent")?;
    let event_type = args.get_or_undefined(0).to_string(context)?;
    let bubbles = args.get_or_undefined(1).to_boolean();
    let cancelable = args.get_or_undefined(2).to_boolean();
    // 1. If this's dispatch flag is set, then return.
    // 2. Initialize this with type, bubbles, and cancelable.
    if event.initialize(event_type, bubbles, cancelable) {
        // 3. Set this's detail attribute to detail.
        let value = match args.get(3) {
            Some(value) if !value.is_undefined() => value.clone(),
            _ => JsValue::null(),
        };
        *detail.0.borrow_mut() = value;
    }
    Ok(JsValue::undefined())
}
