//! The interface `PerformanceObserverEntryList`.
//!
//! <https://w3c.github.io/performance-timeline/#performanceobserverentrylist-interface>

use boa_engine::{Context, JsData, JsObject, JsResult, JsValue};
use boa_gc::{Finalize, Trace};

use super::filter::{Filter, array, by_name, by_type, select};
use crate::webidl::{Interface, illegal_constructor, illegal_invocation, interface, prototype_of};

interface!(PerformanceObserverEntryList);

/// The *entry list*.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct ListSlots(Vec<JsObject>);

/// Creates the intrinsics of the current realm.
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

/// Creates the list that an observer's callback gets.
pub(super) fn create(entries: Vec<JsObject>, context: &Context) -> JsResult<JsObject> {
    let prototype = prototype_of::<PerformanceObserverEntryList>(context)?;
    Ok(JsObject::from_proto_and_data(prototype, ListSlots(entries)))
}

/// The operations of the interface: the entries that `filter` accepts, as an array.
///
/// <https://w3c.github.io/performance-timeline/#performanceobserverentrylist-getentries-method>
/// <https://w3c.github.io/performance-timeline/#performanceobserverentrylist-getentriesbytype-method>
/// <https://w3c.github.io/performance-timeline/#performanceobserverentrylist-getentriesbyname-method>
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
