//! The policy: who builds the runtime of a worker.

use std::{error::Error, fmt, sync::Arc};

use super::{request::WorkerRequest, worker_runtime::WorkerRuntime};

/// Builds the runtime of a worker, on the worker's thread.
type Factory = dyn Fn(&WorkerRequest) -> Result<WorkerRuntime, Box<dyn Error>> + Send + Sync;

/// What the workers of a program may do. Give it to [`WebApis::worker_policy`](crate::WebApis::worker_policy). How many there
/// may be is a [limit](boa_async_context::Limits::workers).
///
/// **Without a factory** a worker inherits what can be sent to another thread: the
/// [settings](boa_async_context::RuntimeSettings) of its parent (storage, with or without AsyncContext, with or without
/// `console` and `gc`, the limits at the time of the call) and the [`WebApis`](crate::WebApis) of the realm whose `Worker` it
/// is. Hooks and a module loader belong to the parent's thread. So if the parent has hooks other than the engine's defaults,
/// or a module loader other than [`FileModules`](boa_async_context::FileModules), `new Worker()` throws a "NotSupportedError"
/// `DOMException`: such a host sets a factory. What the host has done to the global object by itself, such as defining or
/// deleting a property, is not inherited either, and cannot be noticed.
///
/// **With a factory** the worker is what the factory builds, or is refused.
///
/// ```
/// use std::rc::Rc;
/// use boa_async_context::{Runtime, RuntimeBuilder};
/// use boa_async_context_web::{ScriptLocation, WebApis, WorkerPolicy};
/// use boa_engine::{Context, JsNativeError, JsResult, JsString, context::HostHooks, realm::Realm};
/// use boa_runtime::extensions::RuntimeExtension;
///
/// /// Hooks that forbid `eval`.
/// struct NoEval;
///
/// impl HostHooks for NoEval {
///     fn ensure_can_compile_strings(
///         &self, _: Realm, _: &[JsString], _: &JsString, _: bool, _: &mut Context,
///     ) -> JsResult<()> {
///         Err(JsNativeError::typ().with_message("eval is forbidden").into())
///     }
/// }
///
/// // What main programs and workers have in common.
/// fn build(builder: RuntimeBuilder) -> Result<Runtime, boa_async_context::Error> {
///     builder.host_hooks(Rc::new(NoEval)).build()
/// }
///
/// let policy = WorkerPolicy::new().factory(|request| {
///     let runtime = build(request.builder())?;
///     match request.location() {
///         ScriptLocation::Other(url) if url == "app:double" => {}
///         _ => return Err(format!("there is no worker {}", request.specifier()).into()),
///     }
///     let worker = boa_async_context_web::WorkerRuntime::new(runtime);
///     Ok(worker.scripts(|_| Ok("onmessage = (event) => postMessage(2 * event.data);".into())))
/// });
///
/// let mut runtime = build(Runtime::builder())?;
/// WebApis::default()
///     .worker_policy(policy)
///     .register(None, &mut runtime.context_mut())?;
/// runtime.eval(
///     "const log = [];
///      const worker = new Worker('app:double');
///      worker.postMessage(21);
///      worker.onmessage = (event) => { log.push(event.data); worker.terminate(); };
///      const other = new Worker('/etc/passwd');
///      other.onerror = (event) => { log.push(event.message); return false; };",
/// )?;
/// runtime.run_until_idle_blocking()?;
/// let log = runtime.eval("log.sort().join()")?.display().to_string();
/// assert_eq!(log, "\"42,cannot start the worker: there is no worker /etc/passwd\"");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct WorkerPolicy {
    pub(crate) factory: Option<Arc<Factory>>,
    pub(crate) stack_size: Option<usize>,
}

impl WorkerPolicy {
    /// The default policy: a worker inherits what it can, and what cannot be inherited is refused.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            factory: None,
            stack_size: None,
        }
    }

    /// Sets the factory that builds the runtime of a worker. It is called on the thread of the worker, once for each, and
    /// while other threads call it too. If it returns an error, the `Worker` gets an event `error` with the message, as for
    /// a script that cannot be loaded. It may be dropped on any of those threads, also in a sweep of the collector, so the
    /// `Drop` of what it captures must not call the engine.
    ///
    /// Workers of workers are made by the same factory: the policy of the root is that of the whole tree, whatever
    /// [`WebApis`](crate::WebApis) the factory registers.
    #[must_use]
    pub fn factory(
        mut self,
        factory: impl Fn(&WorkerRequest) -> Result<WorkerRuntime, Box<dyn Error>>
        + Send
        + Sync
        + 'static,
    ) -> Self {
        self.factory = Some(Arc::new(factory));
        self
    }

    /// Sets the size of the stack of a worker's thread, in bytes. The system only reserves it. By default it is 64 MiB, or
    /// more if the parent's limit of recursion needs more. Set it if a factory raises that limit.
    #[must_use]
    pub const fn stack_size(mut self, bytes: usize) -> Self {
        self.stack_size = Some(bytes);
        self
    }
}

impl Default for WorkerPolicy {
    fn default() -> Self {
        Self::new()
    }
}

/// Two policies are equal if they have the same factory (not only one that does the same) and the same size of the stack.
impl PartialEq for WorkerPolicy {
    fn eq(&self, other: &Self) -> bool {
        let same_factory = match (&self.factory, &other.factory) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (None, None) => true,
            _ => false,
        };
        same_factory && self.stack_size == other.stack_size
    }
}

impl Eq for WorkerPolicy {}

impl fmt::Debug for WorkerPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WorkerPolicy")
            .field("has_factory", &self.factory.is_some())
            .field("stack_size", &self.stack_size)
            .finish()
    }
}
