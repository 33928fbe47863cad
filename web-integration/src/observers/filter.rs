//! Selecting entries: the operations `getEntries`, `getEntriesByType` and `getEntriesByName`.

use boa_engine::{
    Context, JsArgs, JsObject, JsResult, JsString, JsValue, js_string, object::builtins::JsArray,
};

use super::entry::{EntryData, EntryType};
use crate::webidl::require;

/// A filter of entries. A field that is `None` accepts every value.
#[derive(Default)]
pub(super) struct Filter {
    pub(super) name: Option<JsString>,
    /// The name of a type, which may be one that does not exist: then it accepts no entry.
    pub(super) entry_type: Option<JsString>,
}

impl Filter {
    /// A filter for all entries of a type.
    pub(super) fn of_type(entry_type: EntryType) -> Self {
        Self {
            name: None,
            entry_type: Some(js_string!(entry_type.name())),
        }
    }

    /// Whether the filter accepts `entry`.
    pub(super) fn accepts(&self, entry: &EntryData) -> bool {
        self.name.as_ref().is_none_or(|name| *name == entry.name)
            && self
                .entry_type
                .as_ref()
                .is_none_or(|known| *known == *entry.entry_type.name())
    }
}

/// *Filter buffer by name and type*: the accepted entries, in the order of their start
///
/// <https://w3c.github.io/performance-timeline/#filter-buffer-by-name-and-type>
pub(super) fn select(entries: &[JsObject], filter: &Filter) -> Vec<JsObject> {
    let mut selected: Vec<(f64, JsObject)> = entries
        .iter()
        .filter_map(|object| {
            let entry = object.downcast_ref::<EntryData>()?;
            let start = entry.start_time;
            filter.accepts(&entry).then(|| (start, object.clone()))
        })
        .collect();
    // The sort is stable: entries with the same start stay in the order in which they were queued.
    selected.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    selected.into_iter().map(|(_, object)| object).collect()
}

/// A JS array of entries.
pub(super) fn array(entries: Vec<JsObject>, context: &mut Context) -> JsValue {
    JsArray::from_iter(entries.into_iter().map(JsValue::from), context).into()
}

/// The filter of `getEntriesByType(type)`.
pub(super) fn by_type(args: &[JsValue], context: &mut Context) -> JsResult<Filter> {
    require(args, 1, "getEntriesByType")?;
    Ok(Filter {
        name: None,
        entry_type: Some(args.get_or_undefined(0).to_string(context)?),
    })
}

/// The filter of `getEntriesByName(name, type)`.
pub(super) fn by_name(args: &[JsValue], context: &mut Context) -> JsResult<Filter> {
    require(args, 1, "getEntriesByName")?;
    Ok(Filter {
        name: Some(args.get_or_undefined(0).to_string(context)?),
        entry_type: optional_string(args.get(1), context)?,
    })
}

/// Converts an optional argument to `DOMString`. `None` if it is absent or `undefined`.
pub(super) fn optional_string(
    value: Option<&JsValue>,
    context: &mut Context,
) -> JsResult<Option<JsString>> {
    match value {
        Some(value) if !value.is_undefined() => value.to_string(context).map(Some),
        _ => Ok(None),
    }
}
