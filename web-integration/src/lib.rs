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
//!      user.run('bob', () => signal.addEventListener('abort', () => { seen = user.get(); }));
//!      setTimeout(() => {}, 10); // nobody waits for the signal alone",
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
//! | fire an event of the host's own | [`fire_external_event`] |
//! | draw animation frames when the host wants to | [`frames`] |
//! | know which listener runs in which mapping | [`propagation`] |
#![deny(missing_docs, unsafe_code)]
// What rooms share may be for one only that is left out.
#![cfg_attr(not(feature = "network"), allow(dead_code, unused_imports))]

mod abort;
mod clock;
mod dom_exception;
mod errors;
mod events;
mod mechanism;
mod messaging;
#[cfg(feature = "network")]
mod network;
mod observers;
pub mod propagation;
mod schedulers;
mod streams;
mod webidl;
mod workers;

pub use schedulers::frames;
pub use workers::stuck_workers;

use boa_async_context::Runtime;
use boa_engine::{Context, JsResult, JsValue, realm::Realm};
use boa_runtime::extensions::RuntimeExtension;

/// Defines all APIs in a runtime.
///
/// # Errors
///
/// Only if the host made the global object refuse the properties.
pub fn register(runtime: &mut Runtime) -> JsResult<()> {
    WebApis::default().register(None, runtime.context())
}

/// Fires a trusted event, named `event_type`, at an event target of the program's: for a host that hears of
/// something from the user, a device or another thread.
///
/// Nobody in the agent causes it, so its listeners run in the empty mapping. What they throw is reported.
///
/// # Errors
///
/// A `TypeError` if `target` is no `EventTarget`; what no JS code could catch (a runtime limit).
pub fn fire_external_event(
    target: &JsValue,
    event_type: &str,
    context: &mut Context,
) -> JsResult<()> {
    let (target, list) = events::target::as_target(target)
        .ok_or_else(|| webidl::illegal_invocation("EventTarget"))?;
    mechanism::external(context, |context| {
        events::dispatch::fire(event_type, &target, &list, context)
    })
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
    /// `setTimeout`, `setInterval`, `queueMicrotask`, `setImmediate`, `requestAnimationFrame`,
    /// `requestIdleCallback`, what cancels them, and `scheduler` with its interfaces.
    ///
    /// They replace those that a [`Runtime`] has without this crate.
    pub schedulers: bool,
    /// The host runs the animation frames, with [`frames::run`]. By default (`false`) a timer does.
    pub host_frames: bool,
    /// `performance` and `PerformanceObserver` with their interfaces.
    pub observers: bool,
    /// A `PerformanceObserver` captures the mapping it is made in, and holds it as long as it lives; its
    /// callback runs there. This was the rule in an earlier draft, for comparisons. By default (`false`)
    /// the callback runs in the empty mapping and the observer holds none.
    pub observers_capture: bool,
    /// `EventTarget.captureFallbackContext(variables, callback)`, of an earlier draft; not there by default
    /// (`false`).
    ///
    /// While `callback` runs, and in what it starts, every listener that is added takes the current values
    /// of the `variables` along. When it is called for an event that nobody in the agent causes, it runs with
    /// those, and everything else empty. They are held for as long as the listener is.
    pub capture_fallback_context: bool,
    /// `MessageChannel`, `MessagePort`, `BroadcastChannel`, `MessageEvent`, and `structuredClone` with all that
    /// they can clone. Channels need an [`EventLoop`](boa_async_context::EventLoop).
    pub messaging: bool,
    /// `ReadableStream`, `WritableStream`, `TransformStream`, and what belongs to them.
    pub streams: bool,
    /// `Worker`, on an [`EventLoop`](boa_async_context::EventLoop). A worker has the same APIs as its parent, and
    /// those of its own global scope.
    pub workers: bool,
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
        Self::chosen(true)
    }
}

impl WebApis {
    /// None of the APIs: to switch on those that are wanted.
    #[must_use]
    pub const fn none() -> Self {
        Self::chosen(false)
    }

    /// All of the APIs or none, without any option.
    const fn chosen(chosen: bool) -> Self {
        Self {
            dom_exception: chosen,
            events: chosen,
            abort: chosen,
            errors: chosen,
            schedulers: chosen,
            host_frames: false,
            observers: chosen,
            observers_capture: false,
            capture_fallback_context: false,
            messaging: chosen,
            streams: chosen,
            workers: chosen,
            #[cfg(feature = "network")]
            network: chosen,
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
        clock::install(context);
        dom_exception::install(self, context)?;
        events::install(self, context)?;
        abort::install(self, context)?;
        errors::install(self, context)?;
        schedulers::install(self, context)?;
        observers::install(self, context)?;
        messaging::install(self, context)?;
        streams::install(self, context)?;
        workers::install(self, context)?;
        #[cfg(feature = "network")]
        network::install(self, context)?;
        Ok(())
    }
}
