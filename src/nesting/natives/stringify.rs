//! `JSON.stringify` for the published engine, which looks at the native stack at each level of a value.
//!
//! The engine's goes down the stack with each level, and nobody can tell before how deep a value is: `toJSON`, getters and
//! proxies make it while it is read. With a list of properties no function of ours would be called on the way. So the whole of
//! it is here; in exact mode the engine's has a limit (`engine/18-native-stack.md`).

use std::collections::HashSet;

use boa_engine::{
    Context, JsArgs, JsBigInt, JsError, JsNativeError, JsObject, JsResult, JsString, JsValue,
    js_string,
    object::builtins::JsFunction,
    property::PropertyKey,
    string::{JsStr, JsStrVariant},
};
use boa_gc::{Finalize, Trace};

use super::{
    arrays::{IsArray, length_of},
    body::{replace, twin_at},
    text::Text,
};
use crate::native_stack;

/// Built-ins of the engine that are needed, whatever a program puts in their places.
#[derive(Clone, Trace, Finalize)]
struct Engines {
    is_array: IsArray,
    is_raw_json: Option<JsFunction>,
    keys: JsFunction,
    reflect_get: JsFunction,
}

/// Replaces `JSON.stringify` of the current realm.
///
/// # Errors
///
/// None in a realm that no program has changed: an exception of a getter.
pub(super) fn install(context: &mut Context) -> JsResult<()> {
    let object = context.intrinsics().constructors().object().constructor();
    let objects = context.intrinsics().objects();
    let (json, reflect) = (objects.json(), objects.reflect());
    let (Some(is_array), Some(keys), Some(reflect_get)) = (
        IsArray::of_engine(context)?,
        twin_at(&object, "keys", context)?,
        twin_at(&reflect, "get", context)?,
    ) else {
        return Ok(());
    };
    let engines = Engines {
        is_array,
        is_raw_json: twin_at(&json, "isRawJSON", context)?,
        keys,
        reflect_get,
    };
    replace(&json, "stringify", engines, stringify, context)
}

/// `JSON.stringify ( value [ , replacer [ , space ] ] )`
///
/// <https://tc39.es/ecma262/#sec-json.stringify>
fn stringify(
    _: &JsValue,
    args: &[JsValue],
    engines: &Engines,
    context: &mut Context,
) -> JsResult<JsValue> {
    let (mut replacer, mut property_list) = (None, None);
    // 5. If replacer is an Object, then
    if let Some(object) = args.get_or_undefined(1).as_object() {
        // a. If IsCallable(replacer) is true, set ReplacerFunction to replacer.
        if object.is_callable() {
            replacer = Some(object);
        // b. Else if ? IsArray(replacer) is true:
        } else if engines.is_array.test(&object, context)? {
            property_list = Some(property_list_of(&object, context)?);
        }
    }
    let gap = gap_of(args.get_or_undefined(2), context)?;
    // 10. Let wrapper be OrdinaryObjectCreate(%Object.prototype%).
    let wrapper = JsObject::with_object_proto(context.intrinsics());
    // 11. Perform ! CreateDataPropertyOrThrow(wrapper, the empty String, value).
    let empty = PropertyKey::from(js_string!());
    wrapper.create_data_property_or_throw(
        empty.clone(),
        args.get_or_undefined(0).clone(),
        context,
    )?;
    let mut state = State {
        engines,
        replacer,
        property_list,
        gap,
        stack: Vec::new(),
        text: Text::new(),
    };
    // 13. Return ? SerializeJSONProperty(state, the empty String, wrapper).
    Ok(match state.property(&empty, &wrapper, context)? {
        true => state.text.build().into(),
        false => JsValue::undefined(),
    })
}

/// The names in a list of properties, each once.
fn property_list_of(list: &JsObject, context: &mut Context) -> JsResult<Vec<PropertyKey>> {
    let mut names = Vec::new();
    let mut known = HashSet::new();
    for index in 0..length_of(list, context)? {
        let element = list.get(index, context)?;
        let is_name = match element.as_object() {
            Some(object) => object.is::<JsString>() || object.is::<f64>(),
            None => element.is_string() || element.is_number(),
        };
        if is_name {
            let name = element.to_string(context)?;
            if known.insert(name.clone()) {
                names.push(name.into());
            }
        }
    }
    Ok(names)
}

/// What a level is indented by: at most ten code units.
fn gap_of(space: &JsValue, context: &mut Context) -> JsResult<JsString> {
    let mut space = space.clone();
    if let Some(object) = space.as_object() {
        if object.is::<f64>() {
            space = space.to_number(context)?.into();
        } else if object.is::<JsString>() {
            space = space.to_string(context)?.into();
        }
    }
    if let Some(text) = space.as_string() {
        return Ok(text.get(..10).unwrap_or(text));
    }
    // What is no number has no gap; `NaN` is 0.
    let spaces = space.as_number().unwrap_or_default().clamp(0.0, 10.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "from 0 to 10"
    )]
    Ok(js_string!(" ".repeat(spaces as usize)))
}

/// The state of a serialisation, as the specification has it. The present indent is a gap for each object on the stack.
struct State<'a> {
    engines: &'a Engines,
    replacer: Option<JsObject>,
    property_list: Option<Vec<PropertyKey>>,
    gap: JsString,
    stack: Vec<JsObject>,
    /// What was written so far.
    text: Text,
}

impl State<'_> {
    /// Writes a property. False if it has no text: it is undefined, a symbol or a function.
    ///
    /// `SerializeJSONProperty ( state, key, holder )`
    ///
    /// <https://tc39.es/ecma262/#sec-serializejsonproperty>
    fn property(
        &mut self,
        key: &PropertyKey,
        holder: &JsObject,
        context: &mut Context,
    ) -> JsResult<bool> {
        // 1. Let value be ? Get(holder, key).
        let value = holder.get(key.clone(), context)?;
        // 2. If value is an Object or value is a BigInt, then call its toJSON.
        let value = self.to_json(value, key, context)?;
        // 3. If state.[[ReplacerFunction]] is not undefined, then
        let value = match &self.replacer {
            None => value,
            Some(replacer) => {
                let args = [key.clone().into(), value];
                replacer.call(&holder.clone().into(), &args, context)?
            }
        };
        let Some(object) = value.as_object() else {
            return self.primitive(&value, context);
        };
        // 4. If value is an Object, then
        // a. If value has a [[NumberData]] internal slot, set value to ? ToNumber(value).
        if object.is::<f64>() {
            let number = value.to_number(context)?;
            return self.primitive(&number.into(), context);
        }
        // b. Else if value has a [[StringData]] internal slot, set value to ? ToString(value).
        if object.is::<JsString>() {
            let string = value.to_string(context)?;
            return self.primitive(&string.into(), context);
        }
        // c. Else if value has a [[BooleanData]] internal slot, set value to value.[[BooleanData]].
        let boolean = object.downcast_ref::<bool>().map(|boolean| *boolean);
        if let Some(boolean) = boolean {
            return self.primitive(&boolean.into(), context);
        }
        // d. Else if value has a [[BigIntData]] internal slot, set value to value.[[BigIntData]].
        if object.is::<JsBigInt>() {
            return Err(no_bigint());
        }
        // 11. If value is an Object and IsCallable(value) is false, then
        if object.is_callable() {
            return Ok(false);
        }
        if self.engines.is_array.test(&object, context)? {
            self.array(object, context)?;
        } else if self.is_raw_json(&object, context)? {
            let raw = object.get(js_string!("rawJSON"), context)?;
            self.text.push(raw.to_string(context)?.as_str());
        } else {
            self.object(object, context)?;
        }
        Ok(true)
    }

    /// The value, or what its `toJSON` makes of it.
    fn to_json(
        &self,
        value: JsValue,
        key: &PropertyKey,
        context: &mut Context,
    ) -> JsResult<JsValue> {
        let to_json = if let Some(object) = value.as_object() {
            object.get(js_string!("toJSON"), context)?
        } else if value.is_bigint() {
            // A getter sees the value itself.
            let object = value.to_object(context)?;
            let args = [object.into(), js_string!("toJSON").into(), value.clone()];
            let get = &self.engines.reflect_get;
            get.call(&JsValue::undefined(), &args, context)?
        } else {
            return Ok(value);
        };
        match to_json.as_callable() {
            Some(to_json) => to_json.call(&value, &[key.clone().into()], context),
            None => Ok(value),
        }
    }

    fn is_raw_json(&self, object: &JsObject, context: &mut Context) -> JsResult<bool> {
        match &self.engines.is_raw_json {
            Some(is_raw_json) if !object.is_ordinary() => {
                let object = object.clone().into();
                let is_raw = is_raw_json.call(&JsValue::undefined(), &[object], context)?;
                Ok(is_raw.to_boolean())
            }
            _ => Ok(false),
        }
    }

    /// Writes what is no object.
    fn primitive(&mut self, value: &JsValue, context: &mut Context) -> JsResult<bool> {
        if let Some(string) = value.as_string() {
            self.quote(string.as_str())?;
            return Ok(true);
        }
        if value.is_bigint() {
            return Err(no_bigint());
        }
        if value.is_undefined() || value.is_symbol() {
            return Ok(false);
        }
        match value.as_number() {
            Some(number) if !number.is_finite() => self.ascii("null"),
            // Null, booleans and numbers are written as they are converted.
            _ => {
                let text = value.to_string(context)?;
                self.text.push(text.as_str());
            }
        }
        Ok(true)
    }

    /// `SerializeJSONObject ( state, value )`
    ///
    /// <https://tc39.es/ecma262/#sec-serializejsonobject>
    fn object(&mut self, value: JsObject, context: &mut Context) -> JsResult<()> {
        self.enter(&value)?;
        let keys = match &self.property_list {
            Some(list) => list.clone(),
            None => self.enumerable_keys(&value, context)?,
        };
        self.ascii("{");
        let mut is_empty = true;
        for key in keys {
            let before = self.text.len();
            self.next_member(is_empty)?;
            match &key {
                PropertyKey::String(name) => self.quote(name.as_str())?,
                PropertyKey::Index(index) => {
                    self.ascii(&format!("\"{}\"", index.get()));
                }
                PropertyKey::Symbol(_) => {}
            }
            self.ascii(if self.gap.is_empty() { ":" } else { ": " });
            match self.property(&key, &value, context)? {
                true => is_empty = false,
                false => self.text.truncate(before),
            }
        }
        self.leave(is_empty);
        self.ascii("}");
        Ok(())
    }

    /// `SerializeJSONArray ( state, value )`
    ///
    /// <https://tc39.es/ecma262/#sec-serializejsonarray>
    fn array(&mut self, value: JsObject, context: &mut Context) -> JsResult<()> {
        self.enter(&value)?;
        let length = length_of(&value, context)?;
        self.ascii("[");
        for index in 0..length {
            self.next_member(index == 0)?;
            if !self.property(&index.into(), &value, context)? {
                self.ascii("null");
            }
        }
        self.leave(length == 0);
        self.ascii("]");
        Ok(())
    }

    /// Begins an object.
    ///
    /// # Errors
    ///
    /// A `TypeError` if it is in itself; a `RangeError` if it is too deep for the native stack.
    fn enter(&mut self, value: &JsObject) -> JsResult<()> {
        native_stack::check()?;
        if self
            .stack
            .iter()
            .any(|outer| JsObject::equals(outer, value))
        {
            return Err(JsNativeError::typ()
                .with_message("cannot make JSON of a cyclic object")
                .into());
        }
        self.stack.push(value.clone());
        Ok(())
    }

    fn next_member(&mut self, is_first: bool) -> JsResult<()> {
        self.text.reserve(1)?;
        if !is_first {
            self.ascii(",");
        }
        self.new_line();
        Ok(())
    }

    /// Ends an object.
    fn leave(&mut self, is_empty: bool) {
        self.stack.pop();
        if !is_empty {
            self.new_line();
        }
    }

    fn new_line(&mut self) {
        if !self.gap.is_empty() {
            self.ascii("\n");
            for _ in 0..self.stack.len() {
                self.text.push(self.gap.as_str());
            }
        }
    }

    /// `EnumerableOwnProperties ( O, key )`
    ///
    /// <https://tc39.es/ecma262/#sec-enumerableownproperties>
    fn enumerable_keys(
        &self,
        object: &JsObject,
        context: &mut Context,
    ) -> JsResult<Vec<PropertyKey>> {
        // Of an ordinary object nothing can be observed.
        if object.is_ordinary() {
            let mut keys = object.own_property_keys(context)?;
            let object = object.borrow();
            let properties = object.properties();
            keys.retain(|key| {
                let property = properties.get(key);
                !matches!(key, PropertyKey::Symbol(_))
                    && property.is_some_and(|property| property.expect_enumerable())
            });
            return Ok(keys);
        }
        let object = object.clone().into();
        let keys = self
            .engines
            .keys
            .call(&JsValue::undefined(), &[object], context)?;
        let Some(keys) = keys.as_object() else {
            return Ok(Vec::new());
        };
        let length = length_of(&keys, context)?;
        (0..length)
            .map(|index| keys.get(index, context)?.to_property_key(context))
            .collect()
    }

    /// `QuoteJSONString ( value )`
    ///
    /// <https://tc39.es/ecma262/#sec-quotejsonstring>
    fn quote(&mut self, value: JsStr<'_>) -> JsResult<()> {
        self.text.reserve(value.len() + 2)?;
        self.ascii("\"");
        match value.variant() {
            JsStrVariant::Latin1(units) => {
                for unit in units {
                    self.quoted_unit(u16::from(*unit))?;
                }
            }
            JsStrVariant::Utf16(units) => {
                for part in char::decode_utf16(units.iter().copied()) {
                    match part {
                        Ok(character) if character.len_utf16() == 1 => {
                            self.quoted_unit(character as u16)?;
                        }
                        Ok(character) => {
                            for unit in character.encode_utf16(&mut [0; 2]) {
                                self.text.push_unit(*unit);
                            }
                        }
                        Err(surrogate) => self.escape(surrogate.unpaired_surrogate())?,
                    }
                }
            }
        }
        self.ascii("\"");
        Ok(())
    }

    fn quoted_unit(&mut self, unit: u16) -> JsResult<()> {
        const SHORT: [(u16, &str); 7] = [
            (0x08, "\\b"),
            (0x09, "\\t"),
            (0x0A, "\\n"),
            (0x0C, "\\f"),
            (0x0D, "\\r"),
            (0x22, "\\\""),
            (0x5C, "\\\\"),
        ];
        if unit >= 0x20 && unit != 0x22 && unit != 0x5C {
            self.text.push_unit(unit);
        } else if let Some((_, short)) = SHORT.iter().find(|(of, _)| *of == unit) {
            self.text.reserve(short.len())?;
            self.ascii(short);
        } else {
            self.escape(unit)?;
        }
        Ok(())
    }

    fn escape(&mut self, unit: u16) -> JsResult<()> {
        let escaped = format!("\\u{unit:04x}");
        self.text.reserve(escaped.len())?;
        self.ascii(&escaped);
        Ok(())
    }

    fn ascii(&mut self, text: &str) {
        self.text.push_ascii(text);
    }
}

fn no_bigint() -> JsError {
    JsNativeError::typ()
        .with_message("cannot make JSON of a BigInt")
        .into()
}
