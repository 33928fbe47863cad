//! Interfaces that are *iterable* over pairs of a string and a value.
//!
//! <https://webidl.spec.whatwg.org/#idl-iterable>

use std::cell::Cell;

use boa_engine::{
    Context, JsArgs, JsData, JsObject, JsResult, JsString, JsSymbol, JsValue, NativeFunction,
    builtins::iterable::create_iter_result_object,
    js_string,
    object::{FunctionObjectBuilder, ObjectInitializer, builtins::JsArray},
    property::Attribute,
};
use boa_gc::{Finalize, Trace};

use super::{
    convert::require,
    errors::{illegal_invocation, type_error},
    interface::{Interface, OPERATION},
};

/// Returns the pair of an object at an index, as the pairs are now.
///
/// The outer `None` means that the object has another interface, the inner `None` that it has no such pair. The function
/// returns one pair, because an iteration asks for each of them: all pairs at once would take quadratic time.
pub(crate) type Pairs = fn(&JsValue, usize) -> Option<Option<(JsString, JsValue)>>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Key,
    Value,
    Entry,
}

/// The data that the methods of an iterable interface keep.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Iterable {
    #[unsafe_ignore_trace]
    interface: &'static str,
    #[unsafe_ignore_trace]
    pairs: Pairs,
    #[unsafe_ignore_trace]
    kind: Kind,
    /// The *iterator prototype object*.
    prototype: JsObject,
}

#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct PairIterator {
    iterable: Iterable,
    target: JsValue,
    index: Cell<usize>,
}

/// Adds `entries`, `keys`, `values`, `forEach` and `[Symbol.iterator]`.
///
/// <https://webidl.spec.whatwg.org/#define-the-iteration-methods>
pub(crate) fn iterable<'context>(
    mut interface: Interface<'context>,
    name: &'static str,
    pairs: Pairs,
) -> Interface<'context> {
    let context = interface.context();
    let prototype = iterator_prototype(name, context);
    let method = |name, kind, context: &Context| {
        let captures = Iterable {
            interface: name,
            pairs,
            kind,
            prototype: prototype.clone(),
        };
        NativeFunction::from_copy_closure_with_captures(
            |this, _, iterable: &Iterable, _| iterate(this, iterable),
            captures,
        )
        .to_js(kind.method(), 0, context)
    };
    let entries = method(name, Kind::Entry, context);
    let keys = method(name, Kind::Key, context);
    let values = method(name, Kind::Value, context);
    let for_each = NativeFunction::from_copy_closure_with_captures(
        |this, args, iterable: &Iterable, context| for_each(this, args, iterable, context),
        Iterable {
            interface: name,
            pairs,
            kind: Kind::Entry,
            prototype,
        },
    )
    .to_js("forEach", 1, context);
    let hidden = Attribute::WRITABLE | Attribute::CONFIGURABLE;
    interface
        .property(js_string!("entries"), entries.clone(), OPERATION)
        .property(JsSymbol::iterator(), entries, hidden)
        .property(js_string!("keys"), keys, OPERATION)
        .property(js_string!("values"), values, OPERATION)
        .property(js_string!("forEach"), for_each, OPERATION)
}

impl Kind {
    const fn method(self) -> &'static str {
        match self {
            Self::Key => "keys",
            Self::Value => "values",
            Self::Entry => "entries",
        }
    }
}

trait ToJs {
    fn to_js(self, name: &str, length: usize, context: &Context) -> JsValue;
}

impl ToJs for NativeFunction {
    fn to_js(self, name: &str, length: usize, context: &Context) -> JsValue {
        FunctionObjectBuilder::new(context.realm(), self)
            .name(js_string!(name))
            .length(length)
            .build()
            .into()
    }
}

/// Creates the *iterator prototype object* of an interface.
///
/// <https://webidl.spec.whatwg.org/#dfn-iterator-prototype-object>
fn iterator_prototype(name: &str, context: &mut Context) -> JsObject {
    let parent = context.intrinsics().constructors().iterator().prototype();
    let next = NativeFunction::from_fn_ptr(next).to_js("next", 0, context);
    let tag = js_string!(format!("{name} Iterator"));
    let prototype = ObjectInitializer::new(context)
        .property(js_string!("next"), next, OPERATION)
        .property(JsSymbol::to_string_tag(), tag, Attribute::CONFIGURABLE)
        .build();
    prototype.set_prototype(Some(parent));
    prototype
}

/// `entries()`, `keys()`, `values()`: creates a *default iterator object*.
///
/// <https://webidl.spec.whatwg.org/#js-default-iterator-object>
fn iterate(this: &JsValue, iterable: &Iterable) -> JsResult<JsValue> {
    if (iterable.pairs)(this, 0).is_none() {
        return Err(illegal_invocation(iterable.interface));
    }
    let iterator = PairIterator {
        iterable: iterable.clone(),
        target: this.clone(),
        index: Cell::new(0),
    };
    let prototype = iterable.prototype.clone();
    Ok(JsObject::from_proto_and_data(Some(prototype), iterator).into())
}

/// `next()` of the iterators. Each call looks up the current pairs.
///
/// <https://webidl.spec.whatwg.org/#js-iterator-prototype-object>
fn next(this: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let object = this.as_object();
    let step = object
        .as_ref()
        .and_then(|object| object.downcast_ref::<PairIterator>())
        .map(|iterator| {
            let index = iterator.index.get();
            let pair = (iterator.iterable.pairs)(&iterator.target, index).flatten();
            if pair.is_some() {
                iterator.index.set(index + 1);
            }
            (iterator.iterable.kind, pair)
        });
    let Some((kind, pair)) = step else {
        return Err(illegal_invocation("iterator of pairs"));
    };
    let Some((key, value)) = pair else {
        return Ok(create_iter_result_object(
            JsValue::undefined(),
            true,
            context,
        ));
    };
    let value = match kind {
        Kind::Key => key.into(),
        Kind::Value => value,
        Kind::Entry => JsArray::from_iter([key.into(), value], context).into(),
    };
    Ok(create_iter_result_object(value, false, context))
}

/// `forEach(callback, thisArg)`
///
/// <https://webidl.spec.whatwg.org/#define-the-iteration-methods>
fn for_each(
    this: &JsValue,
    args: &[JsValue],
    iterable: &Iterable,
    context: &mut Context,
) -> JsResult<JsValue> {
    let pair =
        |index| (iterable.pairs)(this, index).ok_or_else(|| illegal_invocation(iterable.interface));
    pair(0)?;
    require(args, 1, "forEach")?;
    let callback = args
        .get_or_undefined(0)
        .as_callable()
        .ok_or_else(|| type_error("forEach: the callback is not a function"))?;
    let mut index = 0;
    while let Some((key, value)) = pair(index)? {
        let call = [value, key.into(), this.clone()];
        callback.call(args.get_or_undefined(1), &call, context)?;
        index += 1;
    }
    Ok(JsValue::undefined())
}
