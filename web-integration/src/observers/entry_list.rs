//! `PerformanceObserverEntryList`, and what it shares with `performance`: asking for entries.
//!
//! <https://w3c.github.io/performance-timeline/#performanceobserverentrylist-interface>

use boa_engine::{
    Context, JsArgs, JsData, JsObject, JsResult, JsString, JsValue, object::builtins::JsArray,
};
use boa_gc::{Finalize, Trace};

use super::timeline::{Filter, select};
use crate::webidl::{
    Interface, illegal_constructor, illegal_invocation, interface, prototype_of, require,
};

interface!(PerformanceObserverEntryList);

#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct ListSlots(Vec<JsObject>);

/// Makes the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) {
    Interface::new::<PerformanceObserverEntryList>(0, illegal_constructor, context)
        .operation("getEntries", 0, |this, _, context| {
            get_entries(this, |_| Ok(Filter::default()), context)
        })
        .operation("getEntriesByType", 1, |this, args, context| {
            get_entries(this, |context| by_type(args, context), context)
        })
        .operation("getEntriesByName", 1, |this, args, context| {
            get_entries(this, |context| by_name(args, context), context)
        })
        .register::<PerformanceObserverEntryList>();
}

/// Makes a list of what an observer is told of.
pub(super) fn create(entries: Vec<JsObject>, context: &Context) -> JsResult<JsObject> {
    let prototype = prototype_of::<PerformanceObserverEntryList>(context)?;
    Ok(JsObject::from_proto_and_data(prototype, ListSlots(entries)))
}

fn get_entries(
    this: &JsValue,
    filter: impl FnOnce(&mut Context) -> JsResult<Filter>,
    context: &mut Context,
) -> JsResult<JsValue> {
    let object = this
        .as_object()
        .filter(|object| object.is::<ListSlots>())
        .ok_or_else(|| illegal_invocation("PerformanceObserverEntryList"))?;
    let filter = filter(context)?;
    let selected = object
        .downcast_ref::<ListSlots>()
        .map(|list| select(&list.0, &filter))
        .unwrap_or_default();
    Ok(array(selected, context))
}

pub(super) fn array(entries: Vec<JsObject>, context: &mut Context) -> JsValue {
    JsArray::from_iter(entries.into_iter().map(JsValue::from), context).into()
}

/// The arguments of `getEntriesByType(type)`.
pub(super) fn by_type(args: &[JsValue], context: &mut Context) -> JsResult<Filter> {
    require(args, 1, "getEntriesByType")?;
    Ok(Filter {
        name: None,
        entry_type: Some(args.get_or_undefined(0).to_string(context)?),
    })
}

/// The arguments of `getEntriesByName(name, type)`.
pub(super) fn by_name(args: &[JsValue], context: &mut Context) -> JsResult<Filter> {
    require(args, 1, "getEntriesByName")?;
    Ok(Filter {
        name: Some(args.get_or_undefined(0).to_string(context)?),
        entry_type: optional_string(args.get(1), context)?,
    })
}

/// An optional DOMString argument without a default.
pub(super) fn optional_string(
    value: Option<&JsValue>,
    context: &mut Context,
) -> JsResult<Option<JsString>> {
    match value {
        Some(value) if !value.is_undefined() => value.to_string(context).map(Some),
        _ => Ok(None),
    }
}
