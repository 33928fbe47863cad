//! `URLSearchParams`.
//!
//! <https://url.spec.whatwg.org/#interface-urlsearchparams>

use std::cell::RefCell;

use boa_engine::{
    Context, JsArgs, JsData, JsObject, JsResult, JsValue, js_string, object::builtins::JsArray,
};
use boa_gc::{Finalize, Gc, Trace};
use url::form_urlencoded;

use super::state::UrlState;
use crate::webidl::{
    Interface, illegal_invocation, interface, iterable, pairs, platform_object, prototype_from,
    prototype_of, require, usv_string,
};

interface!(URLSearchParams);

type List = Vec<(String, String)>;

#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct ParamsSlots {
    #[unsafe_ignore_trace]
    list: RefCell<List>,
    /// The *URL object*.
    url: Option<Gc<UrlState>>,
}

impl ParamsSlots {
    fn new(list: List) -> Self {
        Self {
            list: RefCell::new(list),
            url: None,
        }
    }
}

/// Creates the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) {
    boa_async_context::register_look::<ParamsSlots>(|slots, look| {
        for (name, value) in &*slots.list.borrow() {
            look.field(js_string!(&**name), js_string!(&**value));
        }
    });
    let interface = Interface::new::<URLSearchParams>(0, construct, context)
        .readonly("size", |this, _, _| {
            with(this, |list| (list.len() as f64).into())
        })
        .operation("append", 2, |this, args, context| {
            let (name, value) = two(this, args, "append", context)?;
            change(this, |list| list.push((name, value)))
        })
        .operation("delete", 1, delete)
        .operation("get", 1, |this, args, context| {
            let name = one(this, args, "get", context)?;
            with(this, |list| {
                let found = list.iter().find(|(known, _)| *known == name);
                found.map_or_else(JsValue::null, |(_, value)| js_string!(&**value).into())
            })
        })
        .operation("getAll", 1, get_all)
        .operation("has", 1, has)
        .operation("set", 2, set)
        .operation("sort", 0, |this, _, _| {
            // In the order of UTF-16 code units.
            change(this, |list| {
                list.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
            })
        })
        .operation("toString", 0, |this, _, _| {
            with(this, |list| js_string!(serialize(list)).into())
        });
    iterable(interface, "URLSearchParams", |this, index| {
        let object = this.as_object()?;
        let slots = object.downcast_ref::<ParamsSlots>()?;
        let list = slots.list.borrow();
        let pair =
            |(name, value): &(String, String)| (js_string!(&**name), js_string!(&**value).into());
        Some(list.get(index).map(pair))
    })
    .register::<URLSearchParams>();
}

/// The serialized list of a `URLSearchParams`; `None` for other values.
pub(crate) fn as_search_params(value: &JsValue) -> Option<String> {
    read(value).map(|list| serialize(&list))
}

/// Serializes a list as `application/x-www-form-urlencoded`.
///
/// <https://url.spec.whatwg.org/#concept-urlencoded-serializer>
fn serialize(list: &List) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(list)
        .finish()
}

fn read(value: &JsValue) -> Option<List> {
    let object = value.as_object()?;
    let slots = object.downcast_ref::<ParamsSlots>()?;
    let list = slots.list.borrow().clone();
    Some(list)
}

/// Changes the list, and the query of the URL that it belongs to: *update*. `f` must not call JavaScript.
///
/// <https://url.spec.whatwg.org/#concept-urlsearchparams-update>
fn change(this: &JsValue, f: impl FnOnce(&mut List)) -> JsResult<JsValue> {
    with(this, |list| {
        f(list);
        JsValue::undefined()
    })?;
    // 1. If query's URL object is null, then return.
    if let Some(object) = this.as_object()
        && let Some(slots) = object.downcast_ref::<ParamsSlots>()
        && let Some(url) = &slots.url
    {
        // 2. Let serializedQuery be the serialization of query.
        url.set_query(&serialize(&slots.list.borrow()));
    }
    Ok(JsValue::undefined())
}

/// Calls `f` with the list. `f` must not call JavaScript.
fn with(this: &JsValue, f: impl FnOnce(&mut List) -> JsValue) -> JsResult<JsValue> {
    let object = this.as_object();
    object
        .as_ref()
        .and_then(|object| object.downcast_ref::<ParamsSlots>())
        .map(|slots| f(&mut slots.list.borrow_mut()))
        .ok_or_else(|| illegal_invocation("URLSearchParams"))
}

/// `new URLSearchParams(init)`
///
/// <https://url.spec.whatwg.org/#dom-urlsearchparams-urlsearchparams>
fn construct(new_target: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let prototype = prototype_from::<URLSearchParams>(new_target, context)?;
    let init = args.get_or_undefined(0);
    let list = if init.is_undefined() {
        List::new()
    } else if init.is_object() {
        pairs(init, "URLSearchParams", context, usv_string)?
    } else {
        let text = usv_string(init, context)?;
        parse(text.strip_prefix('?').unwrap_or(&text))
    };
    Ok(platform_object(prototype, ParamsSlots::new(list), context).into())
}

/// Creates the query object of a URL.
///
/// # Errors
///
/// A `TypeError` in a realm without these APIs.
pub(super) fn of_url(url: &Gc<UrlState>, context: &Context) -> JsResult<JsObject> {
    let list = parse(url.record.borrow().query().unwrap_or_default());
    let slots = ParamsSlots {
        url: Some(url.clone()),
        ..ParamsSlots::new(list)
    };
    let prototype = prototype_of::<URLSearchParams>(context)?;
    Ok(JsObject::from_proto_and_data(Some(prototype), slots))
}

/// Sets the list of a query object to that of a query.
pub(super) fn set_list(params: &JsObject, query: &str) {
    if let Some(slots) = params.downcast_ref::<ParamsSlots>() {
        *slots.list.borrow_mut() = parse(query);
    }
}

/// Parses `application/x-www-form-urlencoded`.
///
/// <https://url.spec.whatwg.org/#concept-urlencoded-string-parser>
fn parse(text: &str) -> List {
    form_urlencoded::parse(text.as_bytes())
        .into_owned()
        .collect()
}

fn one(
    this: &JsValue,
    args: &[JsValue],
    operation: &str,
    context: &mut Context,
) -> JsResult<String> {
    with(this, |_| JsValue::undefined())?;
    require(args, 1, operation)?;
    usv_string(args.get_or_undefined(0), context)
}

fn two(
    this: &JsValue,
    args: &[JsValue],
    operation: &str,
    context: &mut Context,
) -> JsResult<(String, String)> {
    with(this, |_| JsValue::undefined())?;
    require(args, 2, operation)?;
    let name = usv_string(args.get_or_undefined(0), context)?;
    Ok((name, usv_string(args.get_or_undefined(1), context)?))
}

fn optional(value: &JsValue, context: &mut Context) -> JsResult<Option<String>> {
    if value.is_undefined() {
        return Ok(None);
    }
    usv_string(value, context).map(Some)
}

/// `delete(name, value)`
///
/// <https://url.spec.whatwg.org/#dom-urlsearchparams-delete>
fn delete(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let name = one(this, args, "delete", context)?;
    let value = optional(args.get_or_undefined(1), context)?;
    change(this, |list| {
        list.retain(|(known, other)| {
            *known != name || value.as_ref().is_some_and(|value| value != other)
        });
    })
}

/// `getAll(name)`
///
/// <https://url.spec.whatwg.org/#dom-urlsearchparams-getall>
fn get_all(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let name = one(this, args, "getAll", context)?;
    let list = read(this).unwrap_or_default();
    let values = list.into_iter().filter(|(known, _)| *known == name);
    let values: Vec<JsValue> = values.map(|(_, value)| js_string!(value).into()).collect();
    Ok(JsArray::from_iter(values, context).into())
}

/// `has(name, value)`
///
/// <https://url.spec.whatwg.org/#dom-urlsearchparams-has>
fn has(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let name = one(this, args, "has", context)?;
    let value = optional(args.get_or_undefined(1), context)?;
    with(this, |list| {
        list.iter()
            .any(|(known, other)| {
                *known == name && value.as_ref().is_none_or(|value| value == other)
            })
            .into()
    })
}

/// `set(name, value)`
///
/// <https://url.spec.whatwg.org/#dom-urlsearchparams-set>
fn set(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let (name, value) = two(this, args, "set", context)?;
    change(this, |list| {
        let mut value = Some(value);
        list.retain_mut(|(known, old)| {
            if *known != name {
                return true;
            }
            // The first pair is changed, the others are removed.
            value.take().map(|value| *old = value).is_some()
        });
        if let Some(value) = value {
            list.push((name, value));
        }
    })
}
