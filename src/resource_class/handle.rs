//! The JS object of a resource.

use async_cleanup::{NativeResource, Owned};
use boa_engine::{
    Context, JsData, JsNativeError, JsResult, JsValue,
    class::{Class, ClassBuilder},
};
use boa_gc::{Finalize, Trace};

/// The data of a JS object of a resource's class. When the collector drops it, it submits the release.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct JsHandle<R: NativeResource>(
    // SAFETY: a resource is `Send`, and no GC handle is, so there is nothing in here to trace.
    #[unsafe_ignore_trace] pub(super) Owned<R>,
);

/// For `Class::from_data`, which makes objects with the prototype of the current realm.
impl<R: NativeResource> Class for JsHandle<R> {
    const NAME: &'static str = R::NAME;

    fn init(_: &mut ClassBuilder<'_>) -> JsResult<()> {
        Ok(())
    }

    fn data_constructor(_: &JsValue, _: &[JsValue], _: &mut Context) -> JsResult<Self> {
        Err(JsNativeError::typ()
            .with_message(format!("a {} cannot be constructed; it is opened", R::NAME))
            .into())
    }
}
