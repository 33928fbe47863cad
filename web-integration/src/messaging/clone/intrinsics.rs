//! Built-in functions of a realm that cloning calls, as the engine has made them. It has no other public API for what they
//! return.

use boa_engine::{
    Context, JsData, JsObject, JsResult, JsString, JsValue,
    context::intrinsics::{StandardConstructor, StandardConstructors},
    object::builtins::JsFunction,
};
use boa_gc::{Finalize, Gc, Trace};

use crate::webidl::built_in;

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
}

/// The data of a realm: the built-in functions.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct RealmIntrinsics(Gc<CloneIntrinsics>);

/// Reads the built-in functions of the current realm.
///
/// # Errors
///
/// Those of [`built_in`].
pub(crate) fn install(context: &mut Context) -> JsResult<()> {
    let buffer = |context: &Context| of(context, StandardConstructors::array_buffer);
    let shared_buffer = |context: &Context| of(context, StandardConstructors::shared_array_buffer);
    let regexp = |context: &Context| of(context, StandardConstructors::regexp);
    let mut intrinsics = CloneIntrinsics {
        resizable: built_in(buffer, "resizable", context)?,
        max_byte_length: built_in(buffer, "maxByteLength", context)?,
        shared_max_byte_length: built_in(shared_buffer, "maxByteLength", context)?,
        source: built_in(regexp, "source", context)?,
        flag_names: Vec::new(),
        flags: Vec::new(),
    };
    for (flag, name) in FLAGS {
        if let Some(getter) = built_in(regexp, name, context)? {
            intrinsics.flag_names.push(flag);
            intrinsics.flags.push(getter);
        }
    }
    let intrinsics = RealmIntrinsics(Gc::new(intrinsics));
    context.realm().host_defined_mut().insert(intrinsics);
    Ok(())
}

/// The prototype of an intrinsic constructor.
fn of(context: &Context, which: fn(&StandardConstructors) -> &StandardConstructor) -> JsObject {
    which(context.intrinsics().constructors()).prototype()
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
}

/// Calls a getter; `undefined` if the engine does not have it.
fn call(getter: Option<&JsFunction>, this: &JsValue, context: &mut Context) -> JsResult<JsValue> {
    getter.map_or_else(
        || Ok(JsValue::undefined()),
        |getter| getter.call(this, &[], context),
    )
}
