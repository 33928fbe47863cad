//! Built-in functions of a realm that cloning calls, read before the program can replace them. The engine has no other
//! public API for what they return.

use boa_engine::{
    Context, JsData, JsObject, JsResult, JsString, JsValue,
    builtins::typed_array::{TypedArray, TypedArrayKind},
    js_string,
    object::builtins::JsFunction,
    property::PropertyKey,
};
use boa_gc::{Finalize, Gc, Trace};

/// The flags of a regular expression and the names of their getters.
const FLAGS: [(char, &str); 8] = [
    ('d', "hasIndices"),
    ('g', "global"),
    ('i', "ignoreCase"),
    ('m', "multiline"),
    ('s', "dotAll"),
    ('u', "unicode"),
    ('v', "unicodeSets"),
    ('y', "sticky"),
];

/// The names of the constructors of typed arrays.
const TYPED_ARRAYS: [&str; 12] = [
    "Int8Array",
    "Uint8Array",
    "Uint8ClampedArray",
    "Int16Array",
    "Uint16Array",
    "Int32Array",
    "Uint32Array",
    "BigInt64Array",
    "BigUint64Array",
    "Float16Array",
    "Float32Array",
    "Float64Array",
];

/// The built-in functions of a realm that cloning calls.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct CloneIntrinsics {
    /// The getters of an `ArrayBuffer`.
    resizable: Option<JsFunction>,
    max_byte_length: Option<JsFunction>,
    /// The getter of a `SharedArrayBuffer`.
    shared_max_byte_length: Option<JsFunction>,
    /// The getters of a `RegExp`; `flags` in the order of `flag_names`.
    source: Option<JsFunction>,
    #[unsafe_ignore_trace]
    flag_names: Vec<char>,
    flags: Vec<JsFunction>,
    /// The constructors of typed arrays, in the order of `kinds`.
    #[unsafe_ignore_trace]
    kinds: Vec<TypedArrayKind>,
    typed_arrays: Vec<JsObject>,
}

/// The data of a realm: the built-in functions.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct RealmIntrinsics(Gc<CloneIntrinsics>);

/// Reads the built-in functions of the current realm.
///
/// # Errors
///
/// The exceptions of constructors that a host has replaced.
pub(crate) fn install(context: &mut Context) -> JsResult<()> {
    let constructors = context.intrinsics().constructors();
    let buffer = constructors.array_buffer().prototype();
    let shared_buffer = constructors.shared_array_buffer().prototype();
    let regexp = constructors.regexp().prototype();
    let (flag_names, flags) = FLAGS
        .iter()
        .filter_map(|(flag, name)| Some((*flag, getter(&regexp, name)?)))
        .unzip();
    let mut intrinsics = CloneIntrinsics {
        resizable: getter(&buffer, "resizable"),
        max_byte_length: getter(&buffer, "maxByteLength"),
        shared_max_byte_length: getter(&shared_buffer, "maxByteLength"),
        source: getter(&regexp, "source"),
        flag_names,
        flags,
        kinds: Vec::new(),
        typed_arrays: Vec::new(),
    };
    for name in TYPED_ARRAYS {
        // The build of the engine decides which of them exist.
        let constructor = context.global_object().get(js_string!(name), context)?;
        let Some(constructor) = constructor.as_constructor() else {
            continue;
        };
        let array = constructor.construct(&[], None, context)?;
        let kind = array.downcast_ref::<TypedArray>().map(|array| array.kind());
        if let Some(kind) = kind {
            intrinsics.kinds.push(kind);
            intrinsics.typed_arrays.push(constructor);
        }
    }
    let intrinsics = RealmIntrinsics(Gc::new(intrinsics));
    context.realm().host_defined_mut().insert(intrinsics);
    Ok(())
}

/// The getter of a property of a built-in prototype.
fn getter(prototype: &JsObject, name: &str) -> Option<JsFunction> {
    let key = PropertyKey::from(js_string!(name));
    let property = prototype.borrow().properties().get(&key)?;
    property.get()?.as_function()
}

impl CloneIntrinsics {
    /// The functions of the current realm; `None` in a realm without these APIs.
    pub(crate) fn of(context: &Context) -> Option<Gc<Self>> {
        let realm = context.realm().host_defined();
        realm.get::<RealmIntrinsics>().map(|realm| realm.0.clone())
    }

    /// The `maxByteLength` of a buffer; `None` if it is not resizable.
    ///
    /// # Errors
    ///
    /// An exception if `buffer` is not an `ArrayBuffer`.
    pub(crate) fn max_byte_length(
        &self,
        buffer: &JsObject,
        context: &mut Context,
    ) -> JsResult<Option<u64>> {
        let this = JsValue::from(buffer.clone());
        if !call(self.resizable.as_ref(), &this, context)?.to_boolean() {
            return Ok(None);
        }
        let length = call(self.max_byte_length.as_ref(), &this, context)?;
        Ok(length.as_number().map(|length| length as u64))
    }

    /// The bytes that a `SharedArrayBuffer` takes. One that can grow takes what it may need.
    ///
    /// # Errors
    ///
    /// An exception if `buffer` is not a `SharedArrayBuffer`.
    pub(super) fn size_of_shared(
        &self,
        buffer: &JsObject,
        context: &mut Context,
    ) -> JsResult<usize> {
        let this = JsValue::from(buffer.clone());
        let length = call(self.shared_max_byte_length.as_ref(), &this, context)?;
        Ok(length.as_number().map_or(0, |length| length as usize))
    }

    /// The source and the flags of a regular expression, as arguments for a constructor.
    pub(super) fn regexp(
        &self,
        regexp: &JsObject,
        context: &mut Context,
    ) -> JsResult<(JsString, JsString)> {
        let this = JsValue::from(regexp.clone());
        let source = call(self.source.as_ref(), &this, context)?;
        let mut flags = String::new();
        for (name, getter) in self.flag_names.iter().zip(&self.flags) {
            if getter.call(&this, &[], context)?.to_boolean() {
                flags.push(*name);
            }
        }
        // The engine escapes every slash here, even one that is escaped already. A constructor needs no escapes.
        let source = source.as_string().unwrap_or_default().to_vec();
        let mut unescaped = Vec::with_capacity(source.len());
        for unit in source {
            if unit == u16::from(b'/') && unescaped.last() == Some(&u16::from(b'\\')) {
                unescaped.pop();
            }
            unescaped.push(unit);
        }
        Ok((JsString::from(&*unescaped), flags.into()))
    }

    /// The constructor of a kind of typed arrays.
    pub(super) fn typed_array(&self, kind: TypedArrayKind) -> Option<JsObject> {
        let place = self.kinds.iter().position(|known| *known == kind)?;
        self.typed_arrays.get(place).cloned()
    }
}

/// Calls a getter; `undefined` if the engine does not have it.
fn call(getter: Option<&JsFunction>, this: &JsValue, context: &mut Context) -> JsResult<JsValue> {
    getter.map_or_else(
        || Ok(JsValue::undefined()),
        |getter| getter.call(this, &[], context),
    )
}
