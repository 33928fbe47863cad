//! `PerformanceObserver`.
//!
//! <https://w3c.github.io/performance-timeline/#the-performanceobserver-interface>

use std::cell::Cell;

use boa_engine::{
    Context, JsArgs, JsData, JsObject, JsResult, JsString, JsValue, js_string,
    object::{IntegrityLevel, ObjectInitializer, builtins::JsArray},
    property::Attribute,
};
use boa_gc::{Finalize, Gc, GcRefCell, Trace};

use super::{
    entry::EntryType,
    entry_list::{self, array},
    timeline::{Filter, Timeline},
};
use crate::{
    dom_exception::dom_error,
    events::dispatch::report,
    mechanism::{Capture, outside},
    schedulers::callback::function,
    webidl::{
        Interface, clean_up_after_callback, dictionary, illegal_invocation, interface, member,
        prototype_from, require, require_new, sequence, type_error,
    },
};

interface!(PerformanceObserver);

/// How an observer observes: the *performance observer type*, once it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Single,
    Multiple,
}

/// What a `PerformanceObserver` is.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct ObserverState {
    object: GcRefCell<Option<JsObject>>,
    callback: JsObject,
    /// With the older rule: the mapping of the constructor.
    capture: Option<Capture>,
    #[unsafe_ignore_trace]
    mode: Cell<Option<Mode>>,
    /// The types of the *options list*.
    #[unsafe_ignore_trace]
    types: GcRefCell<Vec<EntryType>>,
    /// The *observer buffer*.
    buffer: GcRefCell<Vec<JsObject>>,
    requires_dropped_entries: Cell<bool>,
}

/// The object holds its state, and the state the object: the timeline holds the state of an observer that
/// the program has forgotten.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct ObserverSlots(Gc<ObserverState>);

/// What observers need of the realm they are made in.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct ObserverRealm {
    /// Whether they capture when they are made.
    capture: bool,
    supported: JsObject,
}

/// Makes the intrinsics of the current realm.
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
            observer.buffer.borrow_mut().clear();
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
fn construct(new_target: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require_new::<PerformanceObserver>(new_target)?;
    require(args, 1, "PerformanceObserver")?;
    let callback = function(args.get_or_undefined(0), "PerformanceObserver")?;
    let prototype = prototype_from::<PerformanceObserver>(new_target, context)?;
    let captures = context
        .realm()
        .host_defined()
        .get::<ObserverRealm>()
        .is_some_and(|realm| realm.capture);
    let state = Gc::new(ObserverState {
        object: GcRefCell::new(None),
        callback,
        capture: captures.then(|| Capture::now(context)),
        mode: Cell::new(None),
        types: GcRefCell::default(),
        buffer: GcRefCell::default(),
        requires_dropped_entries: Cell::new(false),
    });
    let object = JsObject::from_proto_and_data(prototype, ObserverSlots(state.clone()));
    *state.object.borrow_mut() = Some(object.clone());
    Ok(object.into())
}

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

impl ObserverState {
    pub(super) fn is_interested_in(&self, entry_type: EntryType) -> bool {
        self.types.borrow().contains(&entry_type)
    }

    pub(super) fn append(&self, entry: JsObject) {
        self.buffer.borrow_mut().push(entry);
    }

    fn take(&self) -> Vec<JsObject> {
        std::mem::take(&mut *self.buffer.borrow_mut())
    }

    /// Calls the callback with what is in the buffer, if there is anything.
    pub(super) fn notify(&self, context: &mut Context) -> JsResult<()> {
        // 2-4. Let entries be a copy of po's observer buffer. If it is empty, return. Empty the buffer.
        let entries = self.take();
        if entries.is_empty() {
            return Ok(());
        }
        // 5. Let observerEntryList be a new PerformanceObserverEntryList, with its entry list set to
        //    entries.
        let list = entry_list::create(entries, context)?;
        // 6-8. Let callbackOptions be a PerformanceObserverCallbackOptions, with droppedEntriesCount if po
        //      requires it. No buffer here has a limit, so nothing is ever dropped.
        let mut options = ObjectInitializer::new(context);
        if self.requires_dropped_entries.replace(false) {
            options.property(js_string!("droppedEntriesCount"), 0, Attribute::all());
        }
        let options = options.build();
        // 9. Call po's observer callback with observerEntryList, po, and callbackOptions, and po as the
        //    callback this value. If this throws an exception, report the exception.
        let this: JsValue = self
            .object
            .borrow()
            .clone()
            .map_or_else(JsValue::undefined, Into::into);
        let args = [list.into(), this.clone(), options.into()];
        let call = |context: &mut Context| match self.callback.call(&this, &args, context) {
            Ok(_) => Ok(()),
            Err(error) => report(error, context),
        };
        let result = match self.capture.clone() {
            Some(capture) => capture.run(context, call),
            None => outside(context, call),
        };
        // Other observers are told in the same task.
        clean_up_after_callback(context);
        result
    }
}
