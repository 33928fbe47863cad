//! The slots of an `AsyncResource`, and what is done with them.

use boa_async_context::{Agent, Capture, CaptureKind};
use boa_engine::{Context, JsData, JsObject, JsResult, JsString, JsValue, js_string, realm::Realm};
use boa_gc::{Finalize, Trace};

use super::{
    hooks::{Event, emit, emit_init, running_here},
    ids::{Ids, Running},
};
use crate::{
    class::{class, pair_of},
    errors::{incompatible_receiver, invalid_arg_type, type_error},
};

pub(super) const CLASS: &str = "AsyncResource";

class!(AsyncResource, "AsyncResource");

/// The slots of an `AsyncResource`.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct Slots {
    capture: Capture,
    #[unsafe_ignore_trace]
    id: f64,
    #[unsafe_ignore_trace]
    trigger: f64,
    /// The realm of the class that made it.
    realm: Realm,
}

/// The object of a resource, and the resource as one that is running.
pub(super) fn running_of(this: &JsValue, method: &str) -> JsResult<Running> {
    let wrong = || incompatible_receiver(CLASS, method);
    let object = this.as_object().ok_or_else(wrong)?;
    let (id, trigger, realm) = {
        let slots = object.downcast_ref::<Slots>().ok_or_else(wrong)?;
        (slots.id, slots.trigger, slots.realm.clone())
    };
    Ok(Running {
        id,
        trigger,
        object,
        realm,
    })
}

/// Makes a resource that captures the current mapping.
pub(super) fn create(
    prototype: Option<JsObject>,
    kind: &JsString,
    trigger: f64,
    agent: &Agent,
    context: &mut Context,
) -> JsResult<JsObject> {
    let ids = Ids::of(context);
    let slots = Slots {
        capture: agent.capture_for_program(CaptureKind::Snapshot, CLASS, context)?,
        id: ids.next(),
        trigger,
        realm: context.realm().clone(),
    };
    let id = slots.id;
    let object = JsObject::from_proto_and_data(prototype, slots);
    if ids.has_hooks() {
        emit_init(id, kind, trigger, &object, context)?;
    }
    Ok(object)
}

/// A resource of the realm's own class, for the functions that `bind` makes.
pub(super) fn plain(kind: &JsString, agent: &Agent, context: &mut Context) -> JsResult<JsObject> {
    let prototype = pair_of::<AsyncResource>(context)?.prototype();
    let trigger = running_here(context).map_or(0.0, |running| running.id);
    create(Some(prototype), kind, trigger, agent, context)
}

/// Calls `function` in the mapping of a resource, which is the one that is running meanwhile.
pub(super) fn run_in(
    resource: &JsValue,
    function: &JsValue,
    this: &JsValue,
    args: &[JsValue],
    agent: &Agent,
    context: &mut Context,
) -> JsResult<JsValue> {
    let running = running_of(resource, "runInAsyncScope")?;
    let (id, realm) = (running.id, running.realm.clone());
    let ids = Ids::of(context);
    let mapping = running
        .object
        .downcast_ref::<Slots>()
        .map(|slots| slots.capture.mapping().clone())
        .unwrap_or_default();
    let _running = ids.enter(running);
    emit(Event::Before, id, &ids, &realm, context)?;
    let result = agent.call_in(mapping, function, this, args, context);
    emit(Event::After, id, &ids, &realm, context)?;
    result
}

/// The type of the resource of a bound function: the given one, or the name of the function.
pub(super) fn kind_of(
    function: &JsValue,
    given: &JsValue,
    context: &mut Context,
) -> JsResult<JsString> {
    let mut kind = given.clone();
    if !kind.to_boolean() {
        if function.is_null_or_undefined() {
            return Err(type_error(
                "AsyncResource.bind needs a function, which it keeps together with the current context",
            ));
        }
        let object = function.to_object(context)?;
        kind = object.get(js_string!("name"), context)?;
    }
    if !kind.to_boolean() {
        return Ok(js_string!("bound-anonymous-fn"));
    }
    match kind.as_string() {
        Some(kind) => Ok(kind),
        None => Err(invalid_arg_type("type", "string", &kind, context)),
    }
}
