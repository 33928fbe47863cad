//! `Headers`.
//!
//! <https://fetch.spec.whatwg.org/#headers-class>
//!
//! The only *guard* is "immutable". Unlike in a browser, no header is forbidden to a program. Where the host has rules for the
//! network, the client takes those of the connection away.

use std::cell::{Cell, RefCell};

use boa_engine::{
    Context, JsArgs, JsData, JsObject, JsResult, JsValue, js_string, object::builtins::JsArray,
};
use boa_gc::{Finalize, Gc, Trace};

use super::{
    convert::byte_string,
    header_list::{HeaderList, is_token, is_value, normalize},
};
use crate::webidl::{
    Interface, illegal_invocation, interface, iterable, pairs, platform_object, prototype_from,
    prototype_of, require, type_error,
};

interface!(Headers);

/// The headers of a request or a response, shared with its `Headers` object.
#[derive(Debug, Default, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct HeadersState {
    #[unsafe_ignore_trace]
    pub(super) list: RefCell<HeaderList>,
    pub(super) immutable: Cell<bool>,
}

#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct HeadersSlots(Gc<HeadersState>);

/// Creates the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) {
    boa_async_context::register_look::<HeadersSlots>(|slots, look| {
        for (name, value) in slots.0.list.borrow().sort_and_combine() {
            look.field(js_string!(name), js_string!(value));
        }
    });
    let interface = Interface::new::<Headers>(0, construct, context)
        .operation("append", 2, append)
        .operation("delete", 1, delete)
        .operation("get", 1, get)
        .operation("getSetCookie", 0, |this, _, context| {
            let state = headers(this)?;
            let values: Vec<JsValue> = state
                .list
                .borrow()
                .values("set-cookie")
                .map(|value| js_string!(value).into())
                .collect();
            Ok(JsArray::from_iter(values, context).into())
        })
        .operation("has", 1, has)
        .operation("set", 2, set);
    iterable(interface, "Headers", |this, index| {
        let state = headers(this).ok()?;
        let list = state.list.borrow().sort_and_combine();
        let pair = |(name, value): (String, String)| (js_string!(name), js_string!(value).into());
        Some(list.into_iter().nth(index).map(pair))
    })
    .register::<Headers>();
}

impl HeadersState {
    pub(super) fn new(list: HeaderList) -> Gc<Self> {
        Gc::new(Self {
            list: RefCell::new(list),
            immutable: Cell::new(false),
        })
    }

    /// Creates a `Headers` object for these headers.
    ///
    /// # Errors
    ///
    /// A `TypeError` in a realm without these APIs.
    pub(super) fn object(this: &Gc<Self>, context: &Context) -> JsResult<JsObject> {
        let prototype = prototype_of::<Headers>(context)?;
        let slots = HeadersSlots(this.clone());
        Ok(JsObject::from_proto_and_data(Some(prototype), slots))
    }

    /// *Fill*.
    ///
    /// <https://fetch.spec.whatwg.org/#concept-headers-fill>
    pub(super) fn fill(&self, headers: Vec<(String, String)>) -> JsResult<()> {
        for (name, value) in headers {
            self.append(&name, &value)?;
        }
        Ok(())
    }

    /// *Append*.
    ///
    /// <https://fetch.spec.whatwg.org/#concept-headers-append>
    fn append(&self, name: &str, value: &str) -> JsResult<()> {
        // 1. Normalize value. 2. If validating (name, value) for headers returns false, then return.
        let value = normalize(value);
        self.validate(name, value)?;
        self.list.borrow_mut().append(name, value);
        Ok(())
    }

    /// *Validate*.
    ///
    /// <https://fetch.spec.whatwg.org/#headers-validate>
    fn validate(&self, name: &str, value: &str) -> JsResult<()> {
        // 1. If name is not a header name or value is not a header value, then throw a TypeError.
        if !is_token(name) {
            return Err(type_error("the name of a header is not valid"));
        }
        if !is_value(value) {
            return Err(type_error("the value of a header is not valid"));
        }
        // 2. If headers's guard is "immutable", then throw a TypeError.
        if self.immutable.get() {
            return Err(type_error("these headers are immutable"));
        }
        Ok(())
    }
}

/// Converts to `HeadersInit`.
///
/// <https://fetch.spec.whatwg.org/#typedefdef-headersinit>
pub(super) fn headers_init(
    value: &JsValue,
    context: &mut Context,
) -> JsResult<Vec<(String, String)>> {
    pairs(value, "Headers", context, byte_string)
}

/// `new Headers(init)`
///
/// <https://fetch.spec.whatwg.org/#dom-headers>
fn construct(new_target: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let prototype = prototype_from::<Headers>(new_target, context)?;
    let state = HeadersState::new(HeaderList::default());
    let init = args.get_or_undefined(0);
    if !init.is_undefined() {
        state.fill(headers_init(init, context)?)?;
    }
    Ok(platform_object(prototype, HeadersSlots(state), context).into())
}

/// `append(name, value)`
///
/// <https://fetch.spec.whatwg.org/#dom-headers-append>
fn append(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let state = headers(this)?;
    require(args, 2, "append")?;
    let name = byte_string(args.get_or_undefined(0), context)?;
    let value = byte_string(args.get_or_undefined(1), context)?;
    state.append(&name, &value)?;
    Ok(JsValue::undefined())
}

/// `delete(name)`
///
/// <https://fetch.spec.whatwg.org/#dom-headers-delete>
fn delete(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let state = headers(this)?;
    require(args, 1, "delete")?;
    let name = byte_string(args.get_or_undefined(0), context)?;
    state.validate(&name, "")?;
    state.list.borrow_mut().delete(&name);
    Ok(JsValue::undefined())
}

/// `get(name)`
///
/// <https://fetch.spec.whatwg.org/#dom-headers-get>
fn get(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let state = headers(this)?;
    let name = name_argument(args, "get", context)?;
    let value = state.list.borrow().get(&name);
    Ok(value.map_or_else(JsValue::null, |value| js_string!(value).into()))
}

/// `has(name)`
///
/// <https://fetch.spec.whatwg.org/#dom-headers-has>
fn has(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let state = headers(this)?;
    let name = name_argument(args, "has", context)?;
    let has = state.list.borrow().contains(&name);
    Ok(has.into())
}

/// `set(name, value)`
///
/// <https://fetch.spec.whatwg.org/#dom-headers-set>
fn set(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let state = headers(this)?;
    require(args, 2, "set")?;
    let name = byte_string(args.get_or_undefined(0), context)?;
    let value = byte_string(args.get_or_undefined(1), context)?;
    let value = normalize(&value);
    state.validate(&name, value)?;
    state.list.borrow_mut().set(&name, value);
    Ok(JsValue::undefined())
}

fn name_argument(args: &[JsValue], operation: &str, context: &mut Context) -> JsResult<String> {
    require(args, 1, operation)?;
    let name = byte_string(args.get_or_undefined(0), context)?;
    if !is_token(&name) {
        return Err(type_error("the name of a header is not valid"));
    }
    Ok(name)
}

fn headers(this: &JsValue) -> JsResult<Gc<HeadersState>> {
    this.as_object()
        .as_ref()
        .and_then(|object| Some(object.downcast_ref::<HeadersSlots>()?.0.clone()))
        .ok_or_else(|| illegal_invocation("Headers"))
}
