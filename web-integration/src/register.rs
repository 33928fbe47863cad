//! Registering the APIs in a runtime, a context or a realm.

use boa_async_context::{Runtime, in_realm};
use boa_engine::{Context, JsResult, realm::Realm};
use boa_runtime::extensions::RuntimeExtension;

use crate::{apis::WebApis, modules};

/// Defines all APIs in a runtime. Call it before any code of the program runs.
///
/// To choose APIs, or to use a context or realm of your own, use [`WebApis`].
///
/// # Errors
///
/// An exception if the global object refuses a property, which only a host can cause.
pub fn register(runtime: &mut Runtime) -> JsResult<()> {
    WebApis::default().register(None, &mut runtime.context_mut())
}

impl RuntimeExtension for WebApis {
    /// Defines the chosen APIs in `realm`, by default the current realm. Call it before any code of the program
    /// runs in that realm.
    ///
    /// Exceptions of listeners are reported to the [`EventLoop`](boa_async_context::EventLoop) if that is the job
    /// executor of the context. Any other executor gets such an exception as the result of a job.
    ///
    /// # Errors
    ///
    /// An exception if the global object refuses a property; a `TypeError` if the base URL is not an absolute URL.
    fn register(self, realm: Option<Realm>, context: &mut Context) -> JsResult<()> {
        let Some(realm) = realm else {
            return modules::install(&self, context);
        };
        in_realm(&realm, context, |context| modules::install(&self, context))
    }
}
