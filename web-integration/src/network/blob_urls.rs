//! `blob:` URLs.
//!
//! <https://w3c.github.io/FileAPI/#url>

use std::{cell::RefCell, collections::HashMap};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use boa_engine::{
    Context, JsArgs, JsData, JsResult, JsValue, NativeFunction, js_string,
    object::FunctionObjectBuilder, property::PropertyDescriptor,
};
use boa_gc::{Finalize, Trace};
use url::Url;

use super::{
    base_url,
    blob::{BlobData, as_blob},
    client::BlobEntry,
};
use crate::{
    crypto,
    url::URL,
    webidl::{pair_of, require, type_error, usv_string},
    worker_policy::BlobScripts,
};

/// The *blob URL store* of a realm. A blob in it lives until its URL is revoked or the realm is gone.
#[derive(Default, Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct Store(#[unsafe_ignore_trace] RefCell<HashMap<String, BlobData>>);

/// Adds the two operations to `URL`, and lets workers be made of blobs.
pub(super) fn install(context: &mut Context) -> JsResult<()> {
    context.realm().host_defined_mut().insert(Store::default());
    context.insert_data(BlobScripts(script));
    let url = pair_of::<URL>(context)?.constructor();
    let operations = [
        ("createObjectURL", NativeFunction::from_fn_ptr(create)),
        ("revokeObjectURL", NativeFunction::from_fn_ptr(revoke)),
    ];
    for (name, operation) in operations {
        let function = FunctionObjectBuilder::new(context.realm(), operation)
            .name(js_string!(name))
            .length(1)
            .build();
        let property = PropertyDescriptor::builder()
            .value(function)
            .writable(true)
            .enumerable(true)
            .configurable(true);
        url.define_property_or_throw(js_string!(name), property, context)?;
    }
    Ok(())
}

/// `URL.createObjectURL(blob)`, with *generate a new blob URL*
///
/// <https://w3c.github.io/FileAPI/#dfn-createObjectURL>
/// <https://w3c.github.io/FileAPI/#unicodeBlobURL>
fn create(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require(args, 1, "URL.createObjectURL")?;
    let blob = as_blob(args.get_or_undefined(0))
        .ok_or_else(|| type_error("URL.createObjectURL: the argument is not a Blob"))?;
    let url = format!(
        "blob:{}/{}",
        base_url::origin(context),
        crypto::uuid(context)?
    );
    if let Some(store) = context.realm().host_defined().get::<Store>() {
        store.0.borrow_mut().insert(url.clone(), blob);
    }
    Ok(js_string!(url).into())
}

/// `URL.revokeObjectURL(url)`
///
/// <https://w3c.github.io/FileAPI/#dfn-revokeObjectURL>
fn revoke(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require(args, 1, "URL.revokeObjectURL")?;
    let url = usv_string(args.get_or_undefined(0), context)?;
    if let Some(store) = context.realm().host_defined().get::<Store>() {
        store.0.borrow_mut().remove(&url);
    }
    Ok(JsValue::undefined())
}

/// The *blob URL entry* of a URL that is being parsed.
pub(super) fn entry(url: &Url, context: &Context) -> Option<BlobEntry> {
    if url.scheme() != "blob" {
        return None;
    }
    let blob = resolve(url.as_str(), context)?;
    Some(BlobEntry {
        mime_type: blob.mime_type.to_std_string_lossy(),
        bytes: blob.bytes,
    })
}

/// *Resolve a blob URL*: the blob of a URL, whose fragment does not matter.
///
/// <https://w3c.github.io/FileAPI/#blob-url-resolve>
fn resolve(url: &str, context: &Context) -> Option<BlobData> {
    let url = url.split('#').next()?;
    let realm = context.realm().host_defined();
    let store = realm.get::<Store>()?;
    let blobs = store.0.borrow();
    blobs.get(url).cloned()
}

/// The script of a worker as a `data:` URL, which the worker's thread can read.
fn script(url: &str, context: &Context) -> Option<String> {
    let blob = resolve(url, context)?;
    let text = STANDARD.encode(&blob.bytes);
    Some(format!("data:text/javascript;base64,{text}"))
}
