//! `FormData`.
//!
//! <https://xhr.spec.whatwg.org/#interface-formdata>

use boa_engine::{
    Context, JsArgs, JsData, JsResult, JsString, JsValue, js_string, object::builtins::JsArray,
};
use boa_gc::{Finalize, GcRefCell, Trace};
use bytes::Bytes;
use data_url::mime::Mime;
use url::form_urlencoded;

use super::{
    blob::{BlobData, as_blob},
    convert::utf8_decode,
    file,
    multipart::{self, Part},
};
use crate::{
    crypto,
    webidl::{
        Interface, illegal_invocation, interface, iterable, platform_object, prototype_from,
        prototype_of, require, require_new, type_error, usv_string,
    },
};

interface!(FormData);

/// An *entry*. The value is a string or a `File`.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Entry {
    #[unsafe_ignore_trace]
    name: String,
    value: JsValue,
}

#[derive(Default, Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct FormSlots(GcRefCell<Vec<Entry>>);

/// Creates the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) {
    boa_async_context::register_look::<FormSlots>(|slots, look| {
        for entry in &*slots.0.borrow() {
            look.field(js_string!(&*entry.name), entry.value.clone());
        }
    });
    let interface = Interface::new::<FormData>(0, construct, context)
        .operation("append", 2, |this, args, context| {
            let entry = entry(this, args, "append", context)?;
            with(this, |entries| {
                entries.push(entry);
                JsValue::undefined()
            })
        })
        .operation("delete", 1, |this, args, context| {
            let name = name(this, args, "delete", context)?;
            with(this, |entries| {
                entries.retain(|entry| entry.name != name);
                JsValue::undefined()
            })
        })
        .operation("get", 1, |this, args, context| {
            let name = name(this, args, "get", context)?;
            with(this, |entries| {
                let found = entries.iter().find(|entry| entry.name == name);
                found.map_or_else(JsValue::null, |entry| entry.value.clone())
            })
        })
        .operation("getAll", 1, |this, args, context| {
            let name = name(this, args, "getAll", context)?;
            let entries = read(this)?.into_iter().filter(|entry| entry.name == name);
            let values: Vec<JsValue> = entries.map(|entry| entry.value).collect();
            Ok(JsArray::from_iter(values, context).into())
        })
        .operation("has", 1, |this, args, context| {
            let name = name(this, args, "has", context)?;
            with(this, |entries| {
                entries.iter().any(|entry| entry.name == name).into()
            })
        })
        .operation("set", 2, set);
    iterable(interface, "FormData", |this, index| {
        let object = this.as_object()?;
        let slots = object.downcast_ref::<FormSlots>()?;
        let entries = slots.0.borrow();
        let pair = |entry: &Entry| (js_string!(&*entry.name), entry.value.clone());
        Some(entries.get(index).map(pair))
    })
    .register::<FormData>();
}

/// Calls `f` with the *entry list*. `f` must not call JavaScript.
fn with(this: &JsValue, f: impl FnOnce(&mut Vec<Entry>) -> JsValue) -> JsResult<JsValue> {
    let object = this.as_object();
    object
        .as_ref()
        .and_then(|object| object.downcast_ref::<FormSlots>())
        .map(|slots| f(&mut slots.0.borrow_mut()))
        .ok_or_else(|| illegal_invocation("FormData"))
}

fn read(this: &JsValue) -> JsResult<Vec<Entry>> {
    let mut read = Vec::new();
    with(this, |entries| {
        read.clone_from(entries);
        JsValue::undefined()
    })?;
    Ok(read)
}

/// `new FormData()`. There are no forms, so neither argument can be given.
///
/// <https://xhr.spec.whatwg.org/#dom-formdata>
fn construct(new_target: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require_new::<FormData>(new_target)?;
    if !args.get_or_undefined(0).is_undefined() {
        return Err(type_error("FormData: there are no forms here"));
    }
    let prototype = prototype_from::<FormData>(new_target, context)?;
    Ok(platform_object(prototype, FormSlots::default(), context).into())
}

fn name(
    this: &JsValue,
    args: &[JsValue],
    operation: &str,
    context: &mut Context,
) -> JsResult<String> {
    with(this, |_| JsValue::undefined())?;
    require(args, 1, operation)?;
    usv_string(args.get_or_undefined(0), context)
}

/// *Create an entry* of the arguments
///
/// <https://html.spec.whatwg.org/#create-an-entry>
fn entry(
    this: &JsValue,
    args: &[JsValue],
    operation: &str,
    context: &mut Context,
) -> JsResult<Entry> {
    with(this, |_| JsValue::undefined())?;
    require(args, 2, operation)?;
    // 1. Set name to the result of converting name into a scalar value string.
    let name = usv_string(args.get_or_undefined(0), context)?;
    let value = args.get_or_undefined(1);
    let Some(blob) = as_blob(value) else {
        if args.len() > 2 {
            let message = format!("{operation}: only a Blob can have a file name");
            return Err(type_error(message));
        }
        // 2. If value is a string, then set value to the result of converting it into a scalar value string.
        let value = js_string!(usv_string(value, context)?).into();
        return Ok(Entry { name, value });
    };
    let filename = match args.get_or_undefined(2) {
        filename if filename.is_undefined() => None,
        filename => Some(usv_string(filename, context)?),
    };
    let value = match (filename, &blob.file) {
        (None, Some(_)) => value.clone(),
        // 3.1. If value is not a File object, then set value to a new File object whose name is "blob".
        // 3.2. If filename is given, then set value to a new File object whose name is filename.
        (filename, _) => {
            let filename = filename.as_deref().unwrap_or("blob");
            file::create(blob, filename, context)?.into()
        }
    };
    Ok(Entry { name, value })
}

/// `set(name, value)` and `set(name, blobValue, filename)`
///
/// <https://xhr.spec.whatwg.org/#dom-formdata-set>
fn set(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let entry = entry(this, args, "set", context)?;
    with(this, |entries| {
        let Some(place) = entries.iter().position(|known| known.name == entry.name) else {
            entries.push(entry);
            return JsValue::undefined();
        };
        // The first entry is replaced, the others are removed.
        let name = entry.name.clone();
        entries[place] = entry;
        let mut index = 0;
        entries.retain(|known| {
            index += 1;
            index <= place + 1 || known.name != name
        });
        JsValue::undefined()
    })
}

/// A form as the body of a request or response, and its type; `None` for other values.
///
/// # Errors
///
/// An "OperationError" `DOMException` if the system has no random numbers for the boundary.
pub(super) fn as_multipart(
    value: &JsValue,
    context: &Context,
) -> JsResult<Option<(Bytes, String)>> {
    let Ok(entries) = read(value) else {
        return Ok(None);
    };
    // 128 random bits: no text of the program has it.
    let boundary = format!("boa-async-context-{}", crypto::random_text(context)?);
    let parts: Vec<Part> = entries.into_iter().map(Entry::into_part).collect();
    let bytes = multipart::encode(&parts, &boundary).into();
    let mime_type = format!("multipart/form-data; boundary={boundary}");
    Ok(Some((bytes, mime_type)))
}

impl Entry {
    fn into_part(self) -> Part {
        match as_blob(&self.value) {
            Some(blob) => {
                let name = blob.file.map(|file| file.name).unwrap_or_default();
                let mime_type = blob.mime_type.to_std_string_lossy();
                Part {
                    name: self.name,
                    file: Some((name.to_std_string_lossy(), mime_type)),
                    body: blob.bytes.into(),
                }
            }
            None => {
                let text = self.value.as_string().unwrap_or_default();
                Part {
                    name: self.name,
                    file: None,
                    body: text.to_std_string_lossy().into_bytes(),
                }
            }
        }
    }
}

/// The form of a body: `formData()`.
///
/// <https://fetch.spec.whatwg.org/#dom-body-formdata>
///
/// # Errors
///
/// A `TypeError` if the body is not a form of the type that it says.
pub(super) fn parse(
    bytes: &[u8],
    mime_type: Option<&Mime>,
    context: &mut Context,
) -> JsResult<JsValue> {
    let is =
        |subtype: (&str, &str)| mime_type.is_some_and(|mime| mime.matches(subtype.0, subtype.1));
    let entries = if is(("multipart", "form-data")) {
        let boundary = mime_type.and_then(|mime| mime.get_parameter("boundary"));
        let parts = boundary.and_then(|boundary| multipart::parse(bytes, boundary));
        let parts = parts.ok_or_else(|| {
            type_error("formData: the body is not the multipart/form-data that its type says")
        })?;
        parts
            .into_iter()
            .map(|part| Entry::of_part(part, context))
            .collect::<JsResult<_>>()?
    } else if is(("application", "x-www-form-urlencoded")) {
        form_urlencoded::parse(bytes)
            .map(|(name, value)| Entry {
                name: name.into_owned(),
                value: js_string!(&*value).into(),
            })
            .collect()
    } else {
        let message = "formData: the Content-Type is neither multipart/form-data nor \
                       application/x-www-form-urlencoded";
        return Err(type_error(message));
    };
    let prototype = prototype_of::<FormData>(context)?;
    let slots = FormSlots(GcRefCell::new(entries));
    Ok(platform_object(Some(prototype), slots, context).into())
}

impl Entry {
    fn of_part(part: Part, context: &Context) -> JsResult<Self> {
        let value = match part.file {
            None => utf8_decode(&part.body).into(),
            Some((name, mime_type)) => {
                let blob = BlobData {
                    bytes: part.body.into(),
                    mime_type: JsString::from(mime_type.as_str()),
                    file: None,
                };
                file::create(blob, &name, context)?.into()
            }
        };
        Ok(Self {
            name: part.name,
            value,
        })
    }
}
