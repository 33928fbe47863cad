//! `File`.
//!
//! <https://w3c.github.io/FileAPI/#file-section>

use boa_engine::{Context, JsArgs, JsObject, JsResult, JsValue, js_string};

use super::blob::{Blob, BlobData, File, FileInfo, as_blob, read_parts};
use crate::webidl::{
    Interface, dictionary, illegal_invocation, member, pair_of, platform_object, prototype_from,
    require, require_new, usv_string,
};

/// Creates the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) -> JsResult<()> {
    let blob = pair_of::<Blob>(context)?;
    Interface::new::<File>(2, construct, context)
        .inherit(&blob)
        .readonly("name", |this, _, _| Ok(info(this)?.name.into()))
        .readonly("lastModified", |this, _, _| {
            Ok(info(this)?.last_modified.into())
        })
        .register::<File>();
    Ok(())
}

fn info(this: &JsValue) -> JsResult<FileInfo> {
    as_blob(this)
        .and_then(|blob| blob.file)
        .ok_or_else(|| illegal_invocation("File"))
}

/// `new File(fileBits, fileName, options)`
///
/// <https://w3c.github.io/FileAPI/#file-constructor>
fn construct(new_target: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require_new::<File>(new_target)?;
    require(args, 2, "File")?;
    let prototype = prototype_from::<File>(new_target, context)?;
    // 1. Let bytes be the result of processing blob parts given fileBits and options.
    let parts = read_parts(args.get_or_undefined(0), "File", context)?;
    // 2. Let n be the fileName argument to the constructor.
    let name = usv_string(args.get_or_undefined(1), context)?;
    let options = dictionary(args.get(2), "the options of File")?;
    let mut data = BlobData::of_parts(parts, options.as_ref(), context)?;
    // 3.2. If the lastModified member is provided, let d be set to it. Otherwise set d to the current time.
    let last_modified = match member(options.as_ref(), "lastModified", context)? {
        Some(value) => to_long_long(value.to_number(context)?),
        None => now(context),
    };
    data.file = Some(FileInfo {
        name: js_string!(name),
        last_modified,
    });
    Ok(platform_object(prototype, data, context).into())
}

/// Creates a `File` with the content of a blob.
///
/// # Errors
///
/// A `TypeError` in a realm without these APIs.
pub(super) fn create(blob: BlobData, name: &str, context: &Context) -> JsResult<JsObject> {
    let last_modified = match &blob.file {
        Some(info) => info.last_modified,
        None => now(context),
    };
    let data = BlobData {
        file: Some(FileInfo {
            name: js_string!(name),
            last_modified,
        }),
        ..blob
    };
    data.into_object(context)
}

/// Milliseconds since 1970.
fn now(context: &Context) -> f64 {
    context.clock().system_time_millis() as f64
}

/// Converts to `long long`, as far as a double can tell.
///
/// <https://webidl.spec.whatwg.org/#js-long-long>
fn to_long_long(number: f64) -> f64 {
    const RANGE: f64 = 18_446_744_073_709_551_616.0;
    if !number.is_finite() {
        return 0.0;
    }
    // The remainder of doubles is exact.
    let wrapped = match number.trunc() % RANGE {
        high if high >= RANGE / 2.0 => high - RANGE,
        low if low < -RANGE / 2.0 => low + RANGE,
        wrapped => wrapped,
    };
    // Not minus zero.
    wrapped + 0.0
}
