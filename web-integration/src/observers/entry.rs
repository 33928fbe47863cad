//! The interfaces `PerformanceEntry`, `PerformanceMark` and `PerformanceMeasure`.
//!
//! <https://w3c.github.io/performance-timeline/#the-performanceentry-interface>,
//! <https://w3c.github.io/user-timing/#the-performancemark-interface>

use boa_engine::{
    Context, JsArgs, JsData, JsObject, JsResult, JsString, JsValue, js_string,
    object::ObjectInitializer, property::Attribute,
};
use boa_gc::{Finalize, Trace};

use crate::{
    clock,
    messaging::clone::{deserialize, serialize},
    webidl::{
        Interface, dictionary, illegal_constructor, illegal_invocation, interface, member,
        platform_object, prototype_from, prototype_of, require, require_new, restricted_double,
        type_error,
    },
};

interface!(PerformanceEntry);
interface!(PerformanceMark);
interface!(PerformanceMeasure);

/// The *entryType*. These are all types of entries here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EntryType {
    Mark,
    Measure,
}

impl EntryType {
    /// All types, in the order of `supportedEntryTypes`.
    pub(super) const ALL: [Self; 2] = [Self::Mark, Self::Measure];

    /// The value of the attribute `entryType`.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Mark => "mark",
            Self::Measure => "measure",
        }
    }

    /// The type with a name.
    pub(super) fn of_name(name: &JsString) -> Option<Self> {
        Self::ALL.into_iter().find(|known| *name == *known.name())
    }
}

/// The data of an entry. It never changes.
#[derive(Clone, Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct EntryData {
    pub(super) name: JsString,
    #[unsafe_ignore_trace]
    pub(super) entry_type: EntryType,
    pub(super) start_time: f64,
    pub(super) duration: f64,
    pub(super) detail: JsValue,
}

/// Creates the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) -> JsResult<()> {
    let entry = Interface::new::<PerformanceEntry>(0, illegal_constructor, context)
        .readonly("name", |this, _, _| {
            read(this, |entry| entry.name.clone().into())
        })
        .readonly("entryType", |this, _, _| {
            read(this, |entry| js_string!(entry.entry_type.name()).into())
        })
        .readonly("startTime", |this, _, _| {
            read(this, |entry| entry.start_time.into())
        })
        .readonly("duration", |this, _, _| {
            read(this, |entry| entry.duration.into())
        })
        .operation("toJSON", 0, to_json)
        .register::<PerformanceEntry>();
    Interface::new::<PerformanceMark>(1, construct_mark, context)
        .inherit(&entry)
        .readonly("detail", |this, _, _| {
            detail(this, EntryType::Mark, "PerformanceMark")
        })
        .register::<PerformanceMark>();
    Interface::new::<PerformanceMeasure>(0, illegal_constructor, context)
        .inherit(&entry)
        .readonly("detail", |this, _, _| {
            detail(this, EntryType::Measure, "PerformanceMeasure")
        })
        .register::<PerformanceMeasure>();
    Ok(())
}

/// The data of the entry that a value is, if it is one.
fn data(this: &JsValue) -> Option<EntryData> {
    let object = this.as_object()?;
    let data = object.downcast_ref::<EntryData>()?;
    Some(data.clone())
}

/// Reads an attribute of the receiver.
fn read(this: &JsValue, f: impl FnOnce(&EntryData) -> JsValue) -> JsResult<JsValue> {
    data(this)
        .map(|entry| f(&entry))
        .ok_or_else(|| illegal_invocation("PerformanceEntry"))
}

/// Reads the attribute `detail` of an entry of the derived interface `interface`.
fn detail(this: &JsValue, entry_type: EntryType, interface: &str) -> JsResult<JsValue> {
    data(this)
        .filter(|entry| entry.entry_type == entry_type)
        .map(|entry| entry.detail)
        .ok_or_else(|| illegal_invocation(interface))
}

/// `toJSON()`: the *default toJSON steps*, with the detail of a mark or measure
///
/// <https://w3c.github.io/performance-timeline/#dom-performanceentry-tojson>
fn to_json(this: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let entry = data(this).ok_or_else(|| illegal_invocation("PerformanceEntry"))?;
    let mut json = ObjectInitializer::new(context);
    for (key, value) in [
        ("name", entry.name.into()),
        ("entryType", js_string!(entry.entry_type.name()).into()),
        ("startTime", JsValue::from(entry.start_time)),
        ("duration", entry.duration.into()),
        ("detail", entry.detail),
    ] {
        json.property(js_string!(key), value, Attribute::all());
    }
    Ok(json.build().into())
}

/// `new PerformanceMark(markName, markOptions)`
///
/// <https://w3c.github.io/user-timing/#the-performancemark-constructor>
fn construct_mark(
    new_target: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    require_new::<PerformanceMark>(new_target)?;
    let mark = read_mark(args, context)?;
    let prototype = prototype_from::<PerformanceMark>(new_target, context)?;
    Ok(platform_object(prototype, mark, context).into())
}

/// The steps of the constructor: the data of the mark
///
/// <https://w3c.github.io/user-timing/#the-performancemark-constructor>
fn read_mark(args: &[JsValue], context: &mut Context) -> JsResult<EntryData> {
    require(args, 1, "PerformanceMark")?;
    let name = args.get_or_undefined(0).to_string(context)?;
    let options = dictionary(args.get(1), "markOptions")?;
    let detail = member(options.as_ref(), "detail", context)?;
    let start_time = match member(options.as_ref(), "startTime", context)? {
        Some(value) => Some(restricted_double(&value, "startTime", context)?),
        None => None,
    };
    // 5. Set entry's startTime attribute as follows: if markOptions's startTime member is present:
    //    if it is negative, throw a TypeError; otherwise, to the value of it. Otherwise, to the value
    //    that would be returned by the Performance object's now() method.
    let start_time = match start_time {
        Some(time) => not_negative(time)?,
        None => clock::now(context),
    };
    Ok(EntryData {
        name,
        entry_type: EntryType::Mark,
        start_time,
        // 6. Set entry's duration attribute to 0.
        duration: 0.0,
        // 7-8. The detail is null, or a structured clone.
        detail: cloned_detail(detail, context)?,
    })
}

/// Checks a time of the timeline.
///
/// # Errors
///
/// A `TypeError` for a time before the time origin.
pub(super) fn not_negative(time: f64) -> JsResult<f64> {
    if time < 0.0 {
        return Err(type_error("a time of the timeline cannot be negative"));
    }
    Ok(time)
}

/// The detail of an entry: `null`, or a structured clone of the member `detail`.
pub(super) fn cloned_detail(detail: Option<JsValue>, context: &mut Context) -> JsResult<JsValue> {
    match detail {
        Some(detail) if !detail.is_null() => {
            let record = serialize(&detail, &[], context)?;
            deserialize(record, &[], context)
        }
        _ => Ok(JsValue::null()),
    }
}

/// Creates a mark for `performance.mark`.
pub(super) fn create_mark(args: &[JsValue], context: &mut Context) -> JsResult<JsObject> {
    let mark = read_mark(args, context)?;
    let prototype = prototype_of::<PerformanceMark>(context)?;
    Ok(platform_object(prototype, mark, context))
}

/// Creates a measure for `performance.measure`.
pub(super) fn create_measure(measure: EntryData, context: &Context) -> JsResult<JsObject> {
    let prototype = prototype_of::<PerformanceMeasure>(context)?;
    Ok(JsObject::from_proto_and_data(prototype, measure))
}
