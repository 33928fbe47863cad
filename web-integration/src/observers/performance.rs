//! The interface `Performance`.
//!
//! <https://w3c.github.io/hr-time/#sec-performance>, <https://w3c.github.io/user-timing/>

use boa_engine::{
    Context, JsArgs, JsObject, JsResult, JsString, JsValue, js_string,
    object::ObjectInitializer,
    property::{Attribute, PropertyDescriptor},
};
use boa_gc::{Finalize, Gc, Trace};

use super::{
    entry::{EntryData, EntryType, cloned_detail, create_mark, create_measure, not_negative},
    filter::{Filter, array, by_name, by_type, optional_string},
    timeline::Timeline,
};
use crate::{
    clock,
    dom_exception::dom_error,
    events::slots::{EventTarget, TargetSlots, as_target_of},
    webidl::{
        Interface, illegal_constructor, illegal_invocation, interface, member, pair_of,
        platform_object, require, restricted_double, type_error,
    },
};

interface!(Performance);

/// The state of `performance`, in addition to that of an event target.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct PerformanceState {
    /// The timeline of the realm.
    timeline: Gc<Timeline>,
}

/// Creates the intrinsics of the current realm, and `performance`.
pub(super) fn install(context: &mut Context) -> JsResult<()> {
    Timeline::install(context);
    let parent = pair_of::<EventTarget>(context)?;
    let pair = Interface::new::<Performance>(0, illegal_constructor, context)
        .inherit(&parent)
        .operation("now", 0, |this, _, context| {
            timeline(this)?;
            Ok(clock::now(context).into())
        })
        .readonly("timeOrigin", |this, _, context| {
            timeline(this)?;
            Ok(clock::time_origin(context).into())
        })
        .operation("toJSON", 0, to_json)
        .operation("mark", 1, mark)
        .operation("clearMarks", 0, |this, args, context| {
            clear(this, EntryType::Mark, args, context)
        })
        .operation("measure", 1, measure)
        .operation("clearMeasures", 0, |this, args, context| {
            clear(this, EntryType::Measure, args, context)
        })
        .operation("getEntries", 0, |this, _, context| {
            get_entries(this, |_| Ok(Filter::default()), context)
        })
        .operation("getEntriesByType", 1, |this, args, context| {
            get_entries(this, |context| by_type(args, context), context)
        })
        .operation("getEntriesByName", 1, |this, args, context| {
            get_entries(this, |context| by_name(args, context), context)
        })
        .register::<Performance>();
    let state = Gc::new(PerformanceState {
        timeline: Timeline::of(context)?,
    });
    let slots = TargetSlots::with_state(state);
    let performance = platform_object(pair.prototype(), slots, context);
    let property = PropertyDescriptor::builder()
        .value(performance)
        .writable(true)
        .enumerable(true)
        .configurable(true);
    let global = context.global_object();
    global.define_property_or_throw(js_string!("performance"), property, context)?;
    Ok(())
}

/// The timeline of the receiver.
fn timeline(this: &JsValue) -> JsResult<Gc<Timeline>> {
    as_target_of::<PerformanceState>(this)
        .map(|(_, _, state)| state.timeline.clone())
        .ok_or_else(|| illegal_invocation("Performance"))
}

/// The operations that select entries: the entries that `filter` accepts, as an array.
///
/// <https://w3c.github.io/performance-timeline/#getentries-method>
/// <https://w3c.github.io/performance-timeline/#getentriesbytype-method>
/// <https://w3c.github.io/performance-timeline/#getentriesbyname-method>
fn get_entries(
    this: &JsValue,
    filter: impl FnOnce(&mut Context) -> JsResult<Filter>,
    context: &mut Context,
) -> JsResult<JsValue> {
    let timeline = timeline(this)?;
    let filter = filter(context)?;
    Ok(array(timeline.entries(&filter), context))
}

/// `toJSON()`
///
/// <https://w3c.github.io/hr-time/#tojson-method>
fn to_json(this: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    timeline(this)?;
    let time_origin = clock::time_origin(context);
    let json = ObjectInitializer::new(context)
        .property(js_string!("timeOrigin"), time_origin, Attribute::all())
        .build();
    Ok(json.into())
}

/// `clearMarks(markName)` and `clearMeasures(measureName)`
///
/// <https://w3c.github.io/user-timing/#clearmarks-method>
/// <https://w3c.github.io/user-timing/#clearmeasures-method>
fn clear(
    this: &JsValue,
    entry_type: EntryType,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let timeline = timeline(this)?;
    let name = optional_string(args.first(), context)?;
    timeline.clear(entry_type, name);
    Ok(JsValue::undefined())
}

/// `mark(markName, markOptions)`
///
/// <https://w3c.github.io/user-timing/#mark-method>
fn mark(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let timeline = timeline(this)?;
    // 1. Run the PerformanceMark constructor and let entry be the newly created object.
    let entry = create_mark(args, context)?;
    // 2-3. Queue a PerformanceEntry entry, and add it to the performance entry buffer.
    Timeline::queue(&timeline, &entry, context);
    // 4. Return entry.
    Ok(entry.into())
}

/// The attributes of `PerformanceTiming` (Navigation Timing), whose names stand for times of a document.
const TIMING: [&str; 21] = [
    "navigationStart",
    "unloadEventStart",
    "unloadEventEnd",
    "redirectStart",
    "redirectEnd",
    "fetchStart",
    "domainLookupStart",
    "domainLookupEnd",
    "connectStart",
    "connectEnd",
    "secureConnectionStart",
    "requestStart",
    "responseStart",
    "responseEnd",
    "domLoading",
    "domInteractive",
    "domContentLoadedEventStart",
    "domContentLoadedEventEnd",
    "domComplete",
    "loadEventStart",
    "loadEventEnd",
];

/// A point of the timeline: a time, or the name of a mark.
enum Point {
    Time(f64),
    Mark(JsString),
}

impl Point {
    /// Converts to `(DOMString or DOMHighResTimeStamp)`.
    fn convert(value: &JsValue, context: &mut Context) -> JsResult<Self> {
        if value.is_number() {
            return restricted_double(value, "the time", context).map(Self::Time);
        }
        value.to_string(context).map(Self::Mark)
    }

    /// *Convert a mark to a timestamp*
    ///
    /// <https://w3c.github.io/user-timing/#convert-a-mark-to-a-timestamp>
    fn time(&self, timeline: &Timeline, context: &Context) -> JsResult<f64> {
        match self {
            Self::Time(time) => not_negative(*time),
            // 1. If mark is a DOMString and has the name of a read only attribute of PerformanceTiming, the global object has to be
            //    a Window, which there is none of here.
            Self::Mark(name) if TIMING.iter().any(|attribute| *name == **attribute) => {
                Err(type_error(format!(
                    "{} is a time of a document, and there is none",
                    name.display_escaped()
                )))
            }
            Self::Mark(name) => timeline.time_of_mark(name).ok_or_else(|| {
                let message = format!("there is no mark {}", name.display_escaped());
                dom_error("SyntaxError", &message, context)
            }),
        }
    }
}

/// The dictionary `PerformanceMeasureOptions`.
#[derive(Default)]
struct MeasureOptions {
    detail: Option<JsValue>,
    start: Option<Point>,
    duration: Option<f64>,
    end: Option<Point>,
}

impl MeasureOptions {
    /// Reads the members.
    fn read(options: &JsObject, context: &mut Context) -> JsResult<Self> {
        let options = Some(options);
        let detail = member(options, "detail", context)?;
        let duration = match member(options, "duration", context)? {
            Some(value) => Some(restricted_double(&value, "duration", context)?),
            None => None,
        };
        let end = match member(options, "end", context)? {
            Some(value) => Some(Point::convert(&value, context)?),
            None => None,
        };
        let start = match member(options, "start", context)? {
            Some(value) => Some(Point::convert(&value, context)?),
            None => None,
        };
        Ok(Self {
            detail,
            start,
            duration,
            end,
        })
    }

    /// Whether any member is present.
    fn is_given(&self) -> bool {
        self.detail.is_some()
            || self.start.is_some()
            || self.duration.is_some()
            || self.end.is_some()
    }

    /// Step 1 of `measure`: members that contradict each other.
    fn check(&self, has_end_mark: bool) -> JsResult<()> {
        if !self.is_given() {
            return Ok(());
        }
        let problem = if has_end_mark {
            "measure: an end mark does not go with options"
        } else if self.start.is_none() && self.end.is_none() {
            "measure: the options have neither a start nor an end"
        } else if self.start.is_some() && self.duration.is_some() && self.end.is_some() {
            "measure: the options have a start, a duration and an end"
        } else {
            return Ok(());
        };
        Err(type_error(problem))
    }
}

/// `measure(measureName, startOrMeasureOptions, endMark)`
///
/// <https://w3c.github.io/user-timing/#measure-method>
fn measure(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let timeline = timeline(this)?;
    require(args, 1, "measure")?;
    let name = args.get_or_undefined(0).to_string(context)?;
    let second = args.get_or_undefined(1);
    let (options, start_mark) = match second.as_object() {
        Some(object) => (MeasureOptions::read(&object, context)?, None),
        None if second.is_null_or_undefined() => (MeasureOptions::default(), None),
        None => {
            let mark = second.to_string(context)?;
            (MeasureOptions::default(), Some(Point::Mark(mark)))
        }
    };
    let end_mark = optional_string(args.get(2), context)?.map(Point::Mark);
    // 1. Throw a TypeError for options that contradict each other.
    options.check(end_mark.is_some())?;
    let (start, end) = span(
        &options,
        start_mark.as_ref(),
        end_mark.as_ref(),
        &timeline,
        context,
    )?;
    // 4-9. Create a new PerformanceMeasure object.
    let data = EntryData {
        name,
        entry_type: EntryType::Measure,
        start_time: start,
        duration: end - start,
        detail: cloned_detail(options.detail, context)?,
    };
    let entry = create_measure(data, context)?;
    // 10-11. Queue a PerformanceEntry entry, and add it to the performance entry buffer.
    Timeline::queue(&timeline, &entry, context);
    // 12. Return entry.
    Ok(entry.into())
}

/// Steps 2 and 3 of `measure`: the start time and the end time.
fn span(
    options: &MeasureOptions,
    start_mark: Option<&Point>,
    end_mark: Option<&Point>,
    timeline: &Timeline,
    context: &Context,
) -> JsResult<(f64, f64)> {
    let time = |point: &Point| point.time(timeline, context);
    let duration = options.duration.map(not_negative).transpose()?;
    // 2. Compute end time.
    let end = match (end_mark.or(options.end.as_ref()), &options.start, duration) {
        (Some(end), ..) => time(end)?,
        (None, Some(start), Some(duration)) => time(start)? + duration,
        _ => clock::now(context),
    };
    // 3. Compute start time.
    let start = match (options.start.as_ref().or(start_mark), duration) {
        (Some(start), _) => time(start)?,
        // There is an end in this case: see `MeasureOptions::check`.
        (None, Some(duration)) => end - duration,
        (None, None) => 0.0,
    };
    Ok((start, end))
}
