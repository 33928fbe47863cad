//! Arrays in arrays: `join`, `toString` and `flat`; and lists of arguments.

use boa_engine::{
    Context, JsArgs, JsNativeError, JsObject, JsResult, JsValue, NativeFunction,
    builtins::proxy::Proxy,
    js_string,
    object::{
        FunctionObjectBuilder,
        builtins::{JsArray, JsFunction},
    },
    property::PropertyKey,
    value::IntegerOrInfinity,
};
use boa_gc::{Finalize, Trace};

use super::{
    body::{replace, twin_at},
    text::Text,
};
use crate::native_stack;

/// So many arguments have a place at once.
const MANY: usize = 256;
/// More arguments than this are a `RangeError`: a list of them would be more than 64 MB. Other engines allow less.
const MOST_ARGUMENTS: u64 = 1 << 22;
/// 2^53 - 1, the largest index and length.
const MOST: u64 = (1 << 53) - 1;

/// Replaces those of the current realm.
pub(super) fn install(context: &mut Context) -> JsResult<()> {
    let constructors = context.intrinsics().constructors();
    let (array, object) = (
        constructors.array().prototype(),
        constructors.object().prototype(),
    );
    replace(&array, "join", (), join, context)?;
    if let Some(object_to_string) = twin_at(&object, "toString", context)? {
        replace(&array, "toString", object_to_string, to_string, context)?;
    }
    if let (Some(flat), Some(is_array)) = (
        twin_at(&array, "flat", context)?,
        IsArray::of_engine(context)?,
    ) {
        let engines = Flat { flat, is_array };
        replace(&array, "flat", engines, self::flat, context)?;
    }
    Ok(())
}

/// The engine's `Array.isArray`, which knows the targets of proxies.
#[derive(Clone, Trace, Finalize)]
pub(super) struct IsArray(JsFunction);

impl IsArray {
    /// That of the current realm, whatever a program puts in its place later.
    pub(super) fn of_engine(context: &mut Context) -> JsResult<Option<Self>> {
        let array = context.intrinsics().constructors().array().constructor();
        Ok(twin_at(&array, "isArray", context)?.map(Self))
    }

    /// `IsArray ( argument )`
    ///
    /// # Errors
    ///
    /// A `TypeError` if it is a proxy that was revoked.
    ///
    /// <https://tc39.es/ecma262/#sec-isarray>
    pub(super) fn test(&self, object: &JsObject, context: &mut Context) -> JsResult<bool> {
        if !object.is::<Proxy>() {
            return Ok(object.is_array());
        }
        let object = object.clone().into();
        let is_array = self.0.call(&JsValue::undefined(), &[object], context)?;
        Ok(is_array.to_boolean())
    }
}

/// `LengthOfArrayLike ( obj )`
///
/// <https://tc39.es/ecma262/#sec-lengthofarraylike>
pub(super) fn length_of(object: &JsObject, context: &mut Context) -> JsResult<u64> {
    // That of an array cannot be observed.
    if object.is_array() {
        return JsArray::from_object(object.clone())?.length(context);
    }
    object
        .get(js_string!("length"), context)?
        .to_length(context)
}

/// `CreateListFromArrayLike ( obj )`
///
/// # Errors
///
/// Exceptions of getters; a `RangeError` if there are more than [`MOST_ARGUMENTS`].
///
/// <https://tc39.es/ecma262/#sec-createlistfromarraylike>
pub(super) fn list_from_array_like(
    object: &JsObject,
    context: &mut Context,
) -> JsResult<Vec<JsValue>> {
    // 3. Let len be ? LengthOfArrayLike(obj).
    let length = length_of(object, context)?;
    if length > MOST_ARGUMENTS {
        return Err(JsNativeError::range()
            .with_message(format!(
                "{length} arguments, and a function gets at most {MOST_ARGUMENTS}"
            ))
            .into());
    }
    // Whatever length a program says, memory is taken for what is there.
    let mut list = Vec::with_capacity(usize::try_from(length).unwrap_or(MANY).min(MANY));
    for index in 0..length {
        list.push(object.get(index, context)?);
    }
    Ok(list)
}

/// `Array.prototype.join ( separator )`
///
/// <https://tc39.es/ecma262/#sec-array.prototype.join>
fn join(this: &JsValue, args: &[JsValue], (): &(), context: &mut Context) -> JsResult<JsValue> {
    // 1. Let O be ? ToObject(this value).
    let object = this.to_object(context)?;
    // 2. Let len be ? LengthOfArrayLike(O).
    let length = length_of(&object, context)?;
    // 3. If separator is undefined, let sep be ",". 4. Else, let sep be ? ToString(separator).
    let separator = match args.get_or_undefined(0) {
        separator if separator.is_undefined() => js_string!(","),
        separator => separator.to_string(context)?,
    };
    let mut text = Text::new();
    for index in 0..length {
        if index > 0 {
            text.reserve(separator.len())?;
            text.push(separator.as_str());
        }
        let element = object.get(index, context)?;
        // An array that is its own element adds nothing to itself, as everywhere.
        let is_itself = element
            .as_object()
            .is_some_and(|element| JsObject::equals(&element, &object));
        if !element.is_null_or_undefined() && !is_itself {
            let next = element.to_string(context)?;
            text.reserve(next.len())?;
            text.push(next.as_str());
        }
    }
    Ok(text.build().into())
}

/// `Array.prototype.toString ( )`
///
/// <https://tc39.es/ecma262/#sec-array.prototype.tostring>
fn to_string(
    this: &JsValue,
    _: &[JsValue],
    object_to_string: &JsFunction,
    context: &mut Context,
) -> JsResult<JsValue> {
    // 1. Let array be ? ToObject(this value).
    let array = this.to_object(context)?;
    // 2. Let func be ? Get(array, "join").
    match array.get(js_string!("join"), context)?.as_callable() {
        // 4. Return ? Call(func, array).
        Some(func) => func.call(&array.into(), &[], context),
        // 3. If IsCallable(func) is false, set func to the intrinsic function %Object.prototype.toString%.
        None => object_to_string.call(&array.into(), &[], context),
    }
}

/// What `flat` needs of the engine.
#[derive(Clone, Trace, Finalize)]
struct Flat {
    flat: JsFunction,
    is_array: IsArray,
}

/// `Array.prototype.flat ( [ depth ] )`
///
/// <https://tc39.es/ecma262/#sec-array.prototype.flat>
fn flat(
    this: &JsValue,
    args: &[JsValue],
    engines: &Flat,
    context: &mut Context,
) -> JsResult<JsValue> {
    // The engine's goes as deep as it is told to.
    let depth = args.get_or_undefined(0);
    if depth.is_undefined() || depth.as_number().is_some_and(|depth| depth < 2.0) {
        return engines.flat.call(this, args, context);
    }
    // 1. Let O be ? ToObject(this value).
    let object = this.to_object(context)?;
    // 2. Let sourceLen be ? LengthOfArrayLike(O).
    let length = length_of(&object, context)?;
    // 4. If depth is not undefined, set depthNum to ? ToIntegerOrInfinity(depth). If depthNum < 0, set depthNum to 0.
    let depth = match depth.to_integer_or_infinity(context)? {
        IntegerOrInfinity::Integer(depth) => u64::try_from(depth).unwrap_or(0),
        IntegerOrInfinity::PositiveInfinity => u64::MAX,
        IntegerOrInfinity::NegativeInfinity => 0,
    };
    // 5. Let A be ? ArraySpeciesCreate(O, 0).
    let target = engines.array_species_create(&object, context)?;
    // 6. Perform ? FlattenIntoArray(A, O, sourceLen, 0, depthNum).
    engines.flatten(&target, &object, length, 0, depth, context)?;
    // 7. Return A.
    Ok(target.into())
}

impl Flat {
    /// `ArraySpeciesCreate ( originalArray, length )` with the length 0.
    ///
    /// The engine's is what its `flat` makes of an empty array that has the constructor of this one.
    ///
    /// <https://tc39.es/ecma262/#sec-arrayspeciescreate>
    fn array_species_create(
        &self,
        original: &JsObject,
        context: &mut Context,
    ) -> JsResult<JsObject> {
        let empty = JsArray::new(context)?.into();
        if !self.is_array.test(original, context)? {
            return Ok(empty);
        }
        let constructor = NativeFunction::from_copy_closure_with_captures(
            |_, args, original: &JsObject, context| {
                let key = args.get_or_undefined(1).to_property_key(context)?;
                let is_constructor = key == PropertyKey::from(js_string!("constructor"));
                let of = if is_constructor {
                    original.clone()
                } else {
                    args.get_or_undefined(0).to_object(context)?
                };
                of.get(key, context)
            },
            original.clone(),
        );
        let get = FunctionObjectBuilder::new(context.realm(), constructor).build();
        let handler = JsObject::with_null_proto();
        handler.create_data_property_or_throw(js_string!("get"), get, context)?;
        let proxy = context.intrinsics().constructors().proxy().constructor();
        let like = proxy.construct(&[empty.into(), handler.into()], None, context)?;
        let made = self.flat.call(&like.into(), &[0.into()], context)?;
        made.to_object(context)
    }

    /// `FlattenIntoArray ( target, source, sourceLen, start, depth )`
    ///
    /// <https://tc39.es/ecma262/#sec-flattenintoarray>
    fn flatten(
        &self,
        target: &JsObject,
        source: &JsObject,
        length: u64,
        start: u64,
        depth: u64,
        context: &mut Context,
    ) -> JsResult<u64> {
        native_stack::check()?;
        let mut at = start;
        for index in 0..length {
            // b. Let exists be ? HasProperty(source, P).
            if !source.has_property(index, context)? {
                continue;
            }
            let element = source.get(index, context)?;
            // iv. If depth > 0, set shouldFlatten to ? IsArray(element).
            let inner = match element.as_object() {
                Some(object) if depth > 0 && self.is_array.test(&object, context)? => object,
                _ => {
                    // vi.1. If targetIndex >= 2^53 - 1, throw a TypeError exception.
                    if at >= MOST {
                        return Err(JsNativeError::typ()
                            .with_message("flat: an array cannot have so many elements")
                            .into());
                    }
                    target.create_data_property_or_throw(at, element, context)?;
                    at += 1;
                    continue;
                }
            };
            // v. If shouldFlatten is true, flatten the element one level less deep. An infinite depth is more than there are levels.
            let length = length_of(&inner, context)?;
            at = self.flatten(target, &inner, length, at, depth - 1, context)?;
        }
        Ok(at)
    }
}
