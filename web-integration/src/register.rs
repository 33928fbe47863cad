//! Registering the APIs in a runtime, a context or a realm.

use boa_async_context::{Runtime, in_realm, on_create_realm};
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

/// The APIs of a context are those that it got first.
struct Remembered;

/// Defines the same APIs in each realm that [`Runtime::create_realm`] makes.
fn remember(apis: WebApis, context: &mut Context) {
    if !context.has_data::<Remembered>() {
        context.insert_data(Remembered);
        on_create_realm(context, move |context| modules::install(&apis, context));
    }
}

impl RuntimeExtension for WebApis {
    /// Defines the chosen APIs in `realm`, by default the current realm and, at the first call, those that
    /// [`Runtime::create_realm`] makes later. Call it before any code of the program
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
            modules::install(&self, context)?;
            remember(self, context);
            return Ok(());
        };
        in_realm(&realm, context, |context| modules::install(&self, context))
    }
}
