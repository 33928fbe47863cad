//! `FileReaderSync`, which workers have.
//!
//! <https://w3c.github.io/FileAPI/#FileReaderSync>
//!
//! A method returns what it has read, so there is no callback and no mapping to hold.

use boa_engine::{Context, JsData, JsResult, JsValue};
use boa_gc::{Finalize, Trace};

use super::package::Package;
use crate::webidl::{Interface, illegal_invocation, interface, platform_object, prototype_from};

interface!(FileReaderSync);

/// A reader has no state.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct Slots;

/// Creates the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) {
    Interface::new::<FileReaderSync>(0, construct, context)
        .operation("readAsArrayBuffer", 1, |this, args, context| {
            read(
                this,
                args,
                "readAsArrayBuffer",
                Package::ArrayBuffer,
                context,
            )
        })
        .operation("readAsBinaryString", 1, |this, args, context| {
            read(
                this,
                args,
                "readAsBinaryString",
                Package::BinaryString,
                context,
            )
        })
        .operation("readAsText", 1, |this, args, context| {
            read(this, args, "readAsText", Package::Text(None), context)
        })
        .operation("readAsDataURL", 1, |this, args, context| {
            read(this, args, "readAsDataURL", Package::DataUrl, context)
        })
        .register::<FileReaderSync>();
}

/// `new FileReaderSync()`
///
/// <https://w3c.github.io/FileAPI/#filereadersyncConstrctr>
fn construct(new_target: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let prototype = prototype_from::<FileReaderSync>(new_target, context)?;
    Ok(platform_object(prototype, Slots, context).into())
}

/// Each of the methods: the bytes of a blob are there, so the read cannot fail, and its result is packaged.
///
/// <https://w3c.github.io/FileAPI/#readAsTextSync>
/// <https://w3c.github.io/FileAPI/#readAsDataURLSync-section>
/// <https://w3c.github.io/FileAPI/#readAsArrayBufferSyncSection>
/// <https://w3c.github.io/FileAPI/#readAsBinaryStringSyncSection>
///
/// # Errors
///
/// A `TypeError` for another receiver, and if the argument is not a blob; what [`Package::pack`] fails with.
fn read(
    this: &JsValue,
    args: &[JsValue],
    name: &str,
    package: Package,
    context: &mut Context,
) -> JsResult<JsValue> {
    if !this.as_object().is_some_and(|object| object.is::<Slots>()) {
        return Err(illegal_invocation("FileReaderSync"));
    }
    let (blob, package) = package.of_call(name, args, context)?;
    package.pack(&blob, context)
}
