//! [`WebApis`]: which APIs an embedder wants, as plain data.

#[cfg(feature = "network")]
use crate::request_headers::RequestHeaders;
use crate::worker_policy::WorkerPolicy;

/// The APIs that become properties of the global object. By default these are all of them, without the
/// options of earlier drafts.
///
/// Each method switches one group of APIs or one option and returns the changed choice. A `WebApis` is plain data:
/// it defines nothing until [`register`](boa_runtime::extensions::RuntimeExtension::register) is called with a
/// context, and can be sent to another thread.
///
/// An API that is left out still exists where another API needs it: without `events` an `AbortSignal` is an event
/// target, but the global object has no property `EventTarget`.
///
/// ```
/// use boa_async_context_web::WebApis;
/// use boa_engine::{Context, Source};
/// use boa_runtime::extensions::RuntimeExtension;
///
/// let mut context = Context::default();
/// WebApis::default().abort(false).register(None, &mut context)?;
/// let types = "typeof EventTarget + typeof AbortSignal";
/// let types = context.eval(Source::from_bytes(types))?;
/// assert_eq!(types.display().to_string(), "\"functionundefined\"");
/// # Ok::<(), boa_engine::JsError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct WebApis {
    pub(crate) dom_exception: bool,
    pub(crate) events: bool,
    pub(crate) abort: bool,
    pub(crate) errors: bool,
    pub(crate) schedulers: bool,
    pub(crate) host_frames: bool,
    pub(crate) observers: bool,
    pub(crate) observers_capture: bool,
    pub(crate) capture_fallback_context: bool,
    pub(crate) messaging: bool,
    pub(crate) propagate_ports: bool,
    pub(crate) streams: bool,
    pub(crate) encoding: bool,
    pub(crate) compression: bool,
    pub(crate) url: bool,
    pub(crate) crypto: bool,
    pub(crate) navigator: bool,
    pub(crate) workers: bool,
    pub(crate) worker_policy: WorkerPolicy,
    #[cfg(feature = "network")]
    pub(crate) network: bool,
    #[cfg(feature = "network")]
    pub(crate) base_url: Option<String>,
    #[cfg(feature = "network")]
    pub(crate) request_headers: Option<RequestHeaders>,
}

const _: () = {
    const fn can_be_sent<T: Send + Sync>() {}
    can_be_sent::<WebApis>();
};

impl Default for WebApis {
    /// All of the APIs, with every option at its default.
    fn default() -> Self {
        Self::chosen(true)
    }
}

/// The choice as a whole.
impl WebApis {
    /// None of the APIs. Switch on the ones that you want.
    #[must_use]
    pub const fn none() -> Self {
        Self::chosen(false)
    }

    /// All of the APIs or none of them, with every option at its default.
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
            propagate_ports: false,
            streams: chosen,
            encoding: chosen,
            compression: chosen,
            url: chosen,
            crypto: chosen,
            navigator: chosen,
            workers: chosen,
            worker_policy: WorkerPolicy::new(),
            #[cfg(feature = "network")]
            network: chosen,
            #[cfg(feature = "network")]
            base_url: None,
            #[cfg(feature = "network")]
            request_headers: None,
        }
    }
}

/// The groups of APIs.
impl WebApis {
    /// `DOMException`.
    #[must_use]
    pub const fn dom_exception(mut self, on: bool) -> Self {
        self.dom_exception = on;
        self
    }

    /// `Event`, `CustomEvent` and `EventTarget`.
    #[must_use]
    pub const fn events(mut self, on: bool) -> Self {
        self.events = on;
        self
    }

    /// `AbortController` and `AbortSignal`.
    #[must_use]
    pub const fn abort(mut self, on: bool) -> Self {
        self.abort = on;
        self
    }

    /// `ErrorEvent`, `PromiseRejectionEvent`, `reportError`, and the attributes `onerror`, `onunhandledrejection`
    /// and `onrejectionhandled`. The global object becomes an event target and gets the property `self`.
    ///
    /// If the job executor is an [`EventLoop`](boa_async_context::EventLoop), this sets its interceptor.
    #[must_use]
    pub const fn errors(mut self, on: bool) -> Self {
        self.errors = on;
        self
    }

    /// `setTimeout`, `setInterval`, `queueMicrotask`, `setImmediate`, `requestAnimationFrame`,
    /// `requestIdleCallback`, the functions that cancel them, and `scheduler` with its interfaces.
    ///
    /// They replace the functions of the same names that a [`Runtime`](boa_async_context::Runtime) has by itself.
    #[must_use]
    pub const fn schedulers(mut self, on: bool) -> Self {
        self.schedulers = on;
        self
    }

    /// `performance` and `PerformanceObserver` with their interfaces.
    #[must_use]
    pub const fn observers(mut self, on: bool) -> Self {
        self.observers = on;
        self
    }

    /// `MessageChannel`, `MessagePort`, `BroadcastChannel`, `MessageEvent` and `structuredClone`.
    ///
    /// Channels need an [`EventLoop`](boa_async_context::EventLoop); on another executor their constructors throw
    /// a "NotSupportedError" `DOMException`.
    #[must_use]
    pub const fn messaging(mut self, on: bool) -> Self {
        self.messaging = on;
        self
    }

    /// `ReadableStream`, `WritableStream`, `TransformStream` and the interfaces that belong to them.
    #[must_use]
    pub const fn streams(mut self, on: bool) -> Self {
        self.streams = on;
        self
    }

    /// `TextDecoder` with all labels, `TextEncoder`, `TextDecoderStream`, `TextEncoderStream`, `atob` and `btoa`.
    ///
    /// They replace those that a [`Runtime`](boa_async_context::Runtime) has by itself.
    #[must_use]
    pub const fn encoding(mut self, on: bool) -> Self {
        self.encoding = on;
        self
    }

    /// `CompressionStream` and `DecompressionStream`.
    #[must_use]
    pub const fn compression(mut self, on: bool) -> Self {
        self.compression = on;
        self
    }

    /// `URL` and `URLSearchParams`.
    ///
    /// This `URL` replaces the one that a [`Runtime`](boa_async_context::Runtime) has by itself.
    #[must_use]
    pub const fn url(mut self, on: bool) -> Self {
        self.url = on;
        self
    }

    /// `crypto`, with `getRandomValues` and `randomUUID`.
    #[must_use]
    pub const fn crypto(mut self, on: bool) -> Self {
        self.crypto = on;
        self
    }

    /// `navigator`, with `userAgent` and `hardwareConcurrency`.
    #[must_use]
    pub const fn navigator(mut self, on: bool) -> Self {
        self.navigator = on;
        self
    }

    /// `Worker`. A worker has the same APIs as its parent, and those of a worker's global scope;
    /// [`worker_policy`](Self::worker_policy) says what else it has, and how many there may be.
    ///
    /// It needs an [`EventLoop`](boa_async_context::EventLoop); on another executor its constructor throws a
    /// "NotSupportedError" `DOMException`.
    #[must_use]
    pub const fn workers(mut self, on: bool) -> Self {
        self.workers = on;
        self
    }

    /// `fetch`, `XMLHttpRequest` and `EventSource` with the interfaces that belong to them: `Headers`, `Request`,
    /// `Response`, `Blob`, `File`, `FormData`, `FileReader`, `ProgressEvent`; in workers `FileReaderSync`; and, with
    /// [`url`](Self::url), `blob:` URLs.
    #[cfg(feature = "network")]
    #[must_use]
    pub const fn network(mut self, on: bool) -> Self {
        self.network = on;
        self
    }
}

/// The options of single APIs. All of them are off by default.
impl WebApis {
    /// The host runs the animation frames itself, with [`frames::run`](crate::frames::run). By default a timer runs
    /// 60 frames a second while callbacks are waiting.
    #[must_use]
    pub const fn host_frames(mut self, on: bool) -> Self {
        self.host_frames = on;
        self
    }

    /// A `PerformanceObserver` captures the mapping in which it is constructed, holds it as long as it lives, and
    /// runs its callback in it. This was the rule in an earlier draft of the proposal; the option exists for
    /// comparisons. By default the callback runs in the empty mapping and the observer holds no mapping.
    #[must_use]
    pub const fn observers_capture(mut self, on: bool) -> Self {
        self.observers_capture = on;
        self
    }

    /// A `message` event between two `MessagePort`s that were never transferred runs in the mapping of its `postMessage()`. By
    /// default it runs in the empty mapping, as that of any other port.
    ///
    /// This is a suggestion for the platform that is open: schedulers such as that of React post messages to themselves, and lose
    /// the context otherwise. The mapping is held until the message arrives, or one of the ports is closed or transferred.
    #[must_use]
    pub const fn propagate_ports(mut self, on: bool) -> Self {
        self.propagate_ports = on;
        self
    }

    /// `EventTarget.captureFallbackContext(variables, callback)`, of an earlier draft of the proposal.
    ///
    /// While `callback` runs, and in all code that it starts, every added listener takes the current values of the
    /// `variables` along. If nothing in the agent causes an event, the listener runs with those values and every
    /// other variable empty. The listener holds the values as long as it lives.
    #[must_use]
    pub const fn capture_fallback_context(mut self, on: bool) -> Self {
        self.capture_fallback_context = on;
        self
    }

    /// What the workers may do, how they are built, and how many there may be. By default a worker inherits what its
    /// parent has, and `new Worker()` throws if that is not possible.
    #[must_use]
    pub fn worker_policy(mut self, policy: WorkerPolicy) -> Self {
        self.worker_policy = policy;
        self
    }

    /// The absolute URL that relative URLs of requests are resolved against. Without it they are errors. Its origin is that of
    /// the `blob:` URLs that `URL.createObjectURL` makes, which is opaque (`null`) without it.
    ///
    /// The text is parsed when the APIs are registered; if it is not an absolute URL, registering returns a
    /// `TypeError`.
    #[cfg(feature = "network")]
    #[must_use]
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Adds headers of the host to the requests of `fetch` and `XMLHttpRequest`: `headers` is called with the URL and the
    /// host variables of the code that makes the request. It is called for each redirect anew, and decides which
    /// origins get a header. A header of the program with the same name is replaced. If the value is empty, no header with
    /// that name is sent, also none of the program's: so a host keeps a name for itself when it has nothing to say.
    ///
    /// For the headers of distributed tracing, for instance. Without it no header is added. It is called on the JS thread,
    /// while the request is sent, and must not run JavaScript. What the host adds never makes a request fail: a header whose
    /// name is no token, or whose value has other characters than visible ASCII, spaces and tabs, counts as one with an
    /// empty value.
    ///
    /// The host variables are held until the response begins. Requests of an `EventSource` get no headers.
    #[cfg(feature = "network")]
    #[must_use]
    pub fn request_headers(
        mut self,
        headers: impl Fn(&url::Url, &boa_async_context::HostContext) -> Vec<(String, String)>
        + Send
        + Sync
        + 'static,
    ) -> Self {
        self.request_headers = Some(RequestHeaders::new(headers));
        self
    }
}
