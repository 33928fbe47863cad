//! Web APIs for [Boa](boa_engine) in which every event is fired in its right AsyncContext.
//!
//! ```
//! use boa_async_context::Runtime;
//!
//! let mut runtime = Runtime::builder().build()?;
//! boa_async_context_web::register(&mut runtime)?;
//! runtime.eval(
//!     "const user = new AsyncContext.Variable();
//!      let seen;
//!      const signal = user.run('ann', () => AbortSignal.timeout(1));
//!      user.run('bob', () => signal.addEventListener('abort', () => { seen = user.get(); }));",
//! )?;
//! runtime.block_on_idle()?;
//! assert_eq!(runtime.eval("seen")?.display().to_string(), "\"ann\"");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | to | take |
//! |---|---|
//! | define all of it in a [`Runtime`] | [`register`] |
//! | choose, or use a context or realm of your own, also one without AsyncContext | [`WebApis`] |
//! | know which listener runs in which mapping | [`propagation`] |
#![deny(missing_docs, unsafe_code)]
// What rooms share may be for one only that is left out.
#![cfg_attr(not(feature = "network"), allow(dead_code, unused_imports))]

mod abort;
mod dom_exception;
mod errors;
mod events;
mod mechanism;
mod messaging;
#[cfg(feature = "network")]
mod network;
pub mod propagation;
mod streams;
mod webidl;

use boa_async_context::Runtime;
use boa_engine::{Context, JsResult, realm::Realm};
use boa_runtime::extensions::RuntimeExtension;

/// Defines all APIs in a runtime.
///
/// # Errors
///
/// Only if the host made the global object refuse the properties.
pub fn register(runtime: &mut Runtime) -> JsResult<()> {
    WebApis::default().register(None, runtime.context())
}

/// Which APIs become properties of the global object; all of them by default.
///
/// One that is left out still exists where others need it: without `events` an `AbortSignal` is an event
/// target, but the program finds no `EventTarget` on the global object.
///
/// ```
/// use boa_async_context_web::WebApis;
/// use boa_engine::{Context, Source};
/// use boa_runtime::extensions::RuntimeExtension;
///
/// let mut context = Context::default();
/// WebApis { abort: false, ..WebApis::default() }.register(None, &mut context)?;
/// let types = "typeof EventTarget + typeof AbortSignal";
/// let types = context.eval(Source::from_bytes(types))?;
/// assert_eq!(types.display().to_string(), "\"functionundefined\"");
/// # Ok::<(), boa_engine::JsError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebApis {
    /// `DOMException`.
    pub dom_exception: bool,
    /// `Event`, `CustomEvent` and `EventTarget`.
    pub events: bool,
    /// `AbortController` and `AbortSignal`.
    pub abort: bool,
    /// `ErrorEvent`, `PromiseRejectionEvent`, `reportError`, `onerror` and its like; the global object is an
    /// event target and has `self`. On an [`EventLoop`](boa_async_context::EventLoop) this sets its interceptor.
    pub errors: bool,
    /// `MessageChannel`, `MessagePort`, `BroadcastChannel`, `MessageEvent`, and `structuredClone` with all that
    /// they can clone. Channels need an [`EventLoop`](boa_async_context::EventLoop).
    pub messaging: bool,
    /// `ReadableStream`, `WritableStream`, `TransformStream`, and what belongs to them.
    pub streams: bool,
    /// `fetch`, `XMLHttpRequest`, `EventSource` and what belongs to them: `Headers`, `Request`,
    /// `Response`, `Blob`, `URLSearchParams`, `ProgressEvent`.
    #[cfg(feature = "network")]
    pub network: bool,
    /// What relative URLs of requests are relative to. Without it they are errors.
    #[cfg(feature = "network")]
    pub base_url: Option<String>,
}

impl Default for WebApis {
    fn default() -> Self {
        Self {
            dom_exception: true,
            events: true,
            abort: true,
            errors: true,
            messaging: true,
            streams: true,
            #[cfg(feature = "network")]
            network: true,
            #[cfg(feature = "network")]
            base_url: None,
        }
    }
}

impl RuntimeExtension for WebApis {
    /// Defines the chosen APIs in a realm, by default the current one. To be called before any user
    /// code runs there.
    ///
    /// What listeners throw is reported to the [`EventLoop`](boa_async_context::EventLoop), if it is the
    /// context's job executor; another one gets it as the exception of a job.
    fn register(self, realm: Option<Realm>, context: &mut Context) -> JsResult<()> {
        let Some(realm) = realm else {
            return self.install(context);
        };
        let outer = context.enter_realm(realm);
        let result = self.install(context);
        context.enter_realm(outer);
        result
    }
}

impl WebApis {
    fn install(&self, context: &mut Context) -> JsResult<()> {
        dom_exception::install(self, context)?;
        events::install(self, context)?;
        abort::install(self, context)?;
        errors::install(self, context)?;
        messaging::install(self, context)?;
        streams::install(self, context)?;
        #[cfg(feature = "network")]
        network::install(self, context)?;
        Ok(())
    }
}
