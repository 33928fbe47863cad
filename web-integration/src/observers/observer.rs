//! The interface `PerformanceObserver`.
//!
//! <https://w3c.github.io/performance-timeline/#the-performanceobserver-interface>

use boa_async_context::CaptureKind;
use boa_engine::{
    Context, JsArgs, JsData, JsObject, JsResult, JsString, JsValue, js_string,
    object::{IntegrityLevel, builtins::JsArray},
};
use boa_gc::{Finalize, Gc, Trace};

use super::{
    entry::EntryType,
    filter::{Filter, array},
    observer_state::{Mode, ObserverState},
    timeline::Timeline,
};
use crate::{
    dom_exception::dom_error,
    mechanism::Capture,
    webidl::{
        Interface, callback_function, dictionary, illegal_invocation, interface, member,
        platform_object, prototype_from, require, require_new, sequence, type_error,
    },
};

interface!(PerformanceObserver);

/// The data of a `PerformanceObserver`. The state also holds the object, because the timeline holds only the state of an
/// observer that the program no longer refers to.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct ObserverSlots(Gc<ObserverState>);

/// What the creation of an observer needs, in the data of a realm.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct ObserverRealm {
    /// Whether a new observer captures its mapping: the option `observers_capture`.
    capture: bool,
    /// The value of `supportedEntryTypes`.
    supported: JsObject,
}

/// Creates the intrinsics of the current realm. `capture` is the option `observers_capture`.
pub(super) fn install(capture: bool, context: &mut Context) -> JsResult<()> {
    let names = EntryType::ALL.map(|known| JsValue::from(js_string!(known.name())));
    let supported: JsObject = JsArray::from_iter(names, context).into();
    supported.set_integrity_level(IntegrityLevel::Frozen, context)?;
    let realm = ObserverRealm { capture, supported };
    context.realm().host_defined_mut().insert(realm);
    Interface::new::<PerformanceObserver>(1, construct, context)
        .static_readonly("supportedEntryTypes", |_, _, context| {
            let realm = context.realm().host_defined();
            let supported = realm.get::<ObserverRealm>().map(|realm| &realm.supported);
            Ok(supported
                .cloned()
                .map_or_else(JsValue::undefined, Into::into))
        })
        .operation("observe", 0, observe)
        .operation("disconnect", 0, |this, _, context| {
            let observer = observer(this)?;
            // 1. Remove this from the list of registered performance observer objects.
            Timeline::of(context)?.unregister(&observer);
            // 2-3. Empty this's observer buffer and its options list.
            drop(observer.take());
            observer.types.borrow_mut().clear();
            Ok(JsValue::undefined())
        })
        .operation("takeRecords", 0, |this, _, context| {
            let records = observer(this)?.take();
            Ok(array(records, context))
        })
        .register::<PerformanceObserver>();
    Ok(())
}

/// `new PerformanceObserver(callback)`
///
/// <https://w3c.github.io/performance-timeline/#the-performanceobserver-interface>
fn construct(new_target: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require_new::<PerformanceObserver>(new_target)?;
    require(args, 1, "PerformanceObserver")?;
    let callback = callback_function(args.get_or_undefined(0), "PerformanceObserver")?;
    let prototype = prototype_from::<PerformanceObserver>(new_target, context)?;
    let captures = context
        .realm()
        .host_defined()
        .get::<ObserverRealm>()
        .is_some_and(|realm| realm.capture);
    let capture = captures.then(|| Capture::now(CaptureKind::Observer, context));
    let state = ObserverState::new(callback, capture);
    let object = platform_object(prototype, ObserverSlots(state.clone()), context);
    state.set_object(object.clone());
    Ok(object.into())
}

/// The receiver of an operation.
fn observer(this: &JsValue) -> JsResult<Gc<ObserverState>> {
    this.as_object()
        .as_ref()
        .and_then(|object| Some(object.downcast_ref::<ObserverSlots>()?.0.clone()))
        .ok_or_else(|| illegal_invocation("PerformanceObserver"))
}

/// The dictionary `PerformanceObserverInit`.
struct ObserverInit {
    buffered: Option<bool>,
    entry_types: Option<Vec<JsString>>,
    entry_type: Option<JsString>,
}

impl ObserverInit {
    /// Reads the members.
    fn read(value: Option<&JsValue>, context: &mut Context) -> JsResult<Self> {
        let options = dictionary(value, "the options")?;
        let options = options.as_ref();
        let buffered = member(options, "buffered", context)?.map(|value| value.to_boolean());
        let entry_types = match member(options, "entryTypes", context)? {
            Some(value) => Some(sequence(
                &value,
                "entryTypes",
                context,
                |element, context| element.to_string(context),
            )?),
            None => None,
        };
        let entry_type = match member(options, "type", context)? {
            Some(value) => Some(value.to_string(context)?),
            None => None,
        };
        Ok(Self {
            buffered,
            entry_types,
            entry_type,
        })
    }
}

/// `observe(options)`
///
/// <https://w3c.github.io/performance-timeline/#observe-method>
fn observe(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let observer = observer(this)?;
    let options = ObserverInit::read(args.first(), context)?;
    let timeline = Timeline::of(context)?;
    let mode = match (&options.entry_types, &options.entry_type) {
        // 2. If options's entryTypes and type members are both omitted, then throw a TypeError.
        (None, None) => {
            return Err(type_error(
                "observe: neither `entryTypes` nor `type` is given",
            ));
        }
        // 3. If options's entryTypes is present and any other member is also present, then throw one.
        (Some(_), other) if other.is_some() || options.buffered.is_some() => {
            return Err(type_error(
                "observe: `entryTypes` goes with no other option",
            ));
        }
        (Some(_), _) => Mode::Multiple,
        (None, Some(_)) => Mode::Single,
    };
    // 4. Update or check this's observer type: if it is the other one, then throw an
    //    "InvalidModificationError" DOMException.
    if observer.mode.get().is_some_and(|known| known != mode) {
        let message = "an observer takes either `entryTypes` or `type`";
        return Err(dom_error("InvalidModificationError", message, context));
    }
    observer.mode.set(Some(mode));
    // 5. Set this's requires dropped entries to true.
    observer.requires_dropped_entries.set(true);
    if let Some(names) = options.entry_types {
        // 6. Remove all types from entry types that are not in the supported ones; if there are none
        //    left, abort these steps. Otherwise they replace the options list.
        let types: Vec<_> = names.iter().filter_map(EntryType::of_name).collect();
        if !types.is_empty() {
            *observer.types.borrow_mut() = types;
            timeline.register(&observer);
        }
    } else if let Some(entry_type) = options.entry_type.as_ref().and_then(EntryType::of_name) {
        // 7. If type is a supported one: append it to the options list, or replace the one there.
        if !observer.is_interested_in(entry_type) {
            observer.types.borrow_mut().push(entry_type);
        }
        timeline.register(&observer);
        //    If options's buffered flag is set: append the entries there are to the observer buffer,
        //    and queue the PerformanceObserver task.
        if options.buffered == Some(true) {
            for entry in timeline.entries(&Filter::of_type(entry_type)) {
                observer.append(entry);
            }
            Timeline::queue_task(&timeline, context);
        }
    }
    Ok(JsValue::undefined())
}
