//! Creating events, for constructors and for the platform.
//!
//! <https://dom.spec.whatwg.org/#concept-event-create>

use std::cell::Cell;

use boa_engine::{
    Context, JsArgs, JsData, JsObject, JsResult, JsString, JsValue, class::Class, js_string,
    object::builtins::JsFunction, property::PropertyDescriptor,
};
use boa_gc::{Finalize, Gc, GcErased, GcRefCell, Trace};

use super::event_state::{Event, EventSlots, EventState, event_state};
use crate::{
    clock,
    webidl::{dictionary, flag, getter, platform_object, prototype_of, require, require_new},
};

/// What the creation of an event needs, in the data of a realm.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct EventRealm {
    /// The getter of `isTrusted`, which is an own property of every event.
    is_trusted: JsFunction,
}

/// Makes the current realm able to create events.
pub(super) fn install(context: &mut Context) {
    let is_trusted = getter(
        "isTrusted",
        |this, _, _| Ok(event_state(this)?.trusted.get().into()),
        context,
    );
    let realm_data = EventRealm { is_trusted };
    context.realm().host_defined_mut().insert(realm_data);
}

/// The arguments of the constructor of an event interface `I`: the type and the dictionary.
///
/// # Errors
///
/// A `TypeError` without `new`, without arguments, or for a second argument that is not a dictionary; the exceptions
/// of the conversions.
pub(crate) fn constructor_arguments<I: Class>(
    new_target: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<(JsString, Option<JsObject>)> {
    require_new::<I>(new_target)?;
    require(args, 1, I::NAME)?;
    let event_type = args.get_or_undefined(0).to_string(context)?;
    Ok((event_type, dictionary(args.get(1), "eventInitDict")?))
}

/// The dictionary `EventInit`.
#[derive(Default)]
pub(crate) struct EventInit {
    bubbles: bool,
    cancelable: bool,
    composed: bool,
}

impl EventInit {
    /// Reads the members.
    ///
    /// # Errors
    ///
    /// The exceptions of getters.
    pub(crate) fn read(init: Option<&JsObject>, context: &mut Context) -> JsResult<Self> {
        Ok(Self {
            bubbles: flag(init, "bubbles", context)?,
            cancelable: flag(init, "cancelable", context)?,
            composed: flag(init, "composed", context)?,
        })
    }
}

/// *Inner event creation steps*, for a plain `Event`
///
/// <https://dom.spec.whatwg.org/#inner-event-creation-steps>
pub(super) fn create(
    event_type: JsString,
    init: &EventInit,
    prototype: Option<JsObject>,
    context: &mut Context,
) -> JsResult<JsObject> {
    create_with(event_type, init, None, prototype, context)
}

/// *Inner event creation steps*, for a derived interface with the state `state`
///
/// <https://dom.spec.whatwg.org/#inner-event-creation-steps>
pub(crate) fn create_of<T: Trace + 'static>(
    event_type: JsString,
    init: &EventInit,
    state: T,
    prototype: Option<JsObject>,
    context: &mut Context,
) -> JsResult<JsObject> {
    let state = GcErased::new(Gc::new(state));
    create_with(event_type, init, Some(state), prototype, context)
}

/// *Inner event creation steps*
///
/// <https://dom.spec.whatwg.org/#inner-event-creation-steps>
fn create_with(
    event_type: JsString,
    init: &EventInit,
    interface_state: Option<GcErased>,
    prototype: Option<JsObject>,
    context: &mut Context,
) -> JsResult<JsObject> {
    let is_trusted = context
        .realm()
        .host_defined()
        .get::<EventRealm>()
        .map(|realm| realm.is_trusted.clone());
    let state = EventState {
        event_type: GcRefCell::new(event_type),
        bubbles: Cell::new(init.bubbles),
        cancelable: Cell::new(init.cancelable),
        composed: init.composed,
        trusted: Cell::new(false),
        dispatching: Cell::new(false),
        stop_propagation: Cell::new(false),
        stop_immediate_propagation: Cell::new(false),
        canceled: Cell::new(false),
        in_passive_listener: Cell::new(false),
        target: GcRefCell::new(None),
        time_stamp: clock::now(context),
        state: interface_state,
    };
    let event = platform_object(prototype, EventSlots(Gc::new(state)), context);
    // `isTrusted` is [LegacyUnforgeable].
    event.define_property_or_throw(
        js_string!("isTrusted"),
        PropertyDescriptor::builder()
            .maybe_get(is_trusted)
            .enumerable(true)
            .configurable(false),
        context,
    )?;
    Ok(event)
}

/// *Create an event* that the platform fires: trusted, not bubbling and not cancelable
///
/// <https://dom.spec.whatwg.org/#concept-event-create>
///
/// # Errors
///
/// A `TypeError` in a realm without these APIs.
pub(super) fn trusted_event(
    event_type: &str,
    context: &mut Context,
) -> JsResult<(JsObject, Gc<EventState>)> {
    let prototype = prototype_of::<Event>(context)?;
    let event_type = js_string!(event_type);
    let init = EventInit::default();
    let event = create(event_type, &init, Some(prototype), context)?;
    let state = trust(&event)?;
    Ok((event, state))
}

/// *Create an event* that the platform fires, of the derived interface `I` with the state `state`
///
/// <https://dom.spec.whatwg.org/#concept-event-create>
///
/// # Errors
///
/// A `TypeError` in a realm without these APIs.
pub(crate) fn trusted_event_of<I: Class, T: Trace + 'static>(
    event_type: &str,
    cancelable: bool,
    state: T,
    context: &mut Context,
) -> JsResult<(JsObject, Gc<EventState>)> {
    let prototype = prototype_of::<I>(context)?;
    let init = EventInit {
        cancelable,
        ..EventInit::default()
    };
    let event_type = js_string!(event_type);
    let event = create_of(event_type, &init, state, Some(prototype), context)?;
    let state = trust(&event)?;
    Ok((event, state))
}

/// Sets the *isTrusted* attribute of an event.
fn trust(event: &JsObject) -> JsResult<Gc<EventState>> {
    let state = event_state(&event.clone().into())?;
    state.trusted.set(true);
    Ok(state)
}
