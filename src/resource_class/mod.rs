//! The JS face of a native resource: a class with asynchronous methods.

use std::{any::Any, cell::RefCell, future::Future, sync::Arc};

use async_cleanup::{
    CleanupError, CloseOutcome, NativeResource, Owned, ResourceOperation, Resources,
    bindings::{ResourceRef, WeakResources},
};
use boa_engine::{
    Context, JsData, JsError, JsNativeError, JsObject, JsResult, JsString, JsSymbol, JsValue,
    NativeFunction,
    class::{Class, ClassBuilder as EngineClassBuilder},
    job::NativeAsyncJob,
    js_string,
    object::{
        ConstructorBuilder, FunctionObjectBuilder,
        builtins::{JsArrayBuffer, JsPromise, JsUint8Array},
    },
    property::Attribute,
    value::TryIntoJs,
};
use boa_gc::{Finalize, Trace};

/// What an operation may return: it is made on the cleanup runtime and becomes a JS value on the JS
/// thread. Anything that is [`TryIntoJs`], with `()` for `undefined`; and [`Owned`] resources.
///
/// `Via` tells the compiler which kind of implementation is meant and is always inferred: [`ViaTryIntoJs`],
/// [`ViaResource`], or `()` for types that implement the trait themselves.
pub trait OperationValue<Via = ()>: Send + 'static {
    /// Whether there may be a resource in it, which is then known to have been opened where the operation was
    /// called. To find out costs a walk over the call stack, so values that are plain say no.
    const MAY_HOLD_RESOURCE: bool = true;

    /// Makes the JS value.
    ///
    /// # Errors
    ///
    /// With which the operation's promise is rejected.
    fn into_js(self, context: &mut Context) -> JsResult<JsValue>;
}

/// See [`OperationValue`]: the type implements [`TryIntoJs`].
#[derive(Debug)]
pub enum ViaTryIntoJs {}

/// See [`OperationValue`]: it is an [`Owned`] resource.
#[derive(Debug)]
pub enum ViaResource {}

impl<T: TryIntoJs + Send + 'static> OperationValue<ViaTryIntoJs> for T {
    const MAY_HOLD_RESOURCE: bool = false;

    fn into_js(self, context: &mut Context) -> JsResult<JsValue> {
        // The engine makes `null` of it; a function that returns nothing returns `undefined`.
        if (&self as &dyn Any).is::<()>() {
            return Ok(JsValue::undefined());
        }
        self.try_into_js(context)
    }
}

/// A resource becomes an object of its class, which must be defined in the current realm.
impl<R: NativeResource> OperationValue<ViaResource> for Owned<R> {
    fn into_js(self, context: &mut Context) -> JsResult<JsValue> {
        Ok(JsHandle::from_data(JsHandle(self), context)?.into())
    }
}

/// Bytes that become a `Uint8Array`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bytes(pub Vec<u8>);

impl TryIntoJs for Bytes {
    fn try_into_js(&self, context: &mut Context) -> JsResult<JsValue> {
        let buffer = JsArrayBuffer::from_byte_block(
            boa_engine::object::builtins::AlignedVec::from_iter(0, self.0.iter().copied()),
            context,
        )?;
        Ok(JsUint8Array::from_array_buffer(buffer, context)?.into())
    }
}

/// What a JS object of a resource's class holds. When the collector drops it, it submits the release.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct JsHandle<R: NativeResource>(
    // SAFETY: a resource is `Send`, and no GC handle is; there is nothing in here to trace.
    #[unsafe_ignore_trace] Owned<R>,
);

/// For `Class::from_data`, which makes objects with the prototype of the current realm.
impl<R: NativeResource> Class for JsHandle<R> {
    const NAME: &'static str = R::NAME;

    fn init(_: &mut EngineClassBuilder<'_>) -> JsResult<()> {
        Ok(())
    }

    fn data_constructor(_: &JsValue, _: &[JsValue], _: &mut Context) -> JsResult<Self> {
        Err(JsNativeError::typ()
            .with_message(format!(
                "a {} can not be constructed; it is opened",
                R::NAME
            ))
            .into())
    }
}

/// A host function for JS; what it captures is shared between realms and is not traced, so it must be
/// `Send`, which no GC handle is.
type Method<R> = dyn Fn(&Call<'_, R>, &mut Context) -> JsResult<JsValue> + Send + Sync;

/// A call of one.
struct Call<'a, R: NativeResource> {
    this: Option<ResourceRef<R>>,
    args: &'a [JsValue],
    resources: Resources,
}

struct Definition<R: NativeResource> {
    name: &'static str,
    length: usize,
    is_static: bool,
    method: Arc<Method<R>>,
}

/// Defines the JS class of a resource; see [`ResourceClasses::class`].
#[must_use = "a class that is not registered does not exist"]
pub struct ClassBuilder<R: NativeResource> {
    resources: Resources,
    methods: Vec<Definition<R>>,
}

/// Defines JS classes on [`Resources`].
pub trait ResourceClasses {
    /// Begins to define the JS class of a resource.
    ///
    /// Besides the methods that are added it has `close()` and `[Symbol.asyncDispose]()`, which return a
    /// promise for the end of the resource (the same end, however often they are called), and the getter
    /// `closed`. All methods return promises; what is wrong with a call rejects them.
    ///
    /// ```
    /// use std::time::Duration;
    /// use boa_async_context::{Runtime, cleanup::{CleanupError, NativeResource, ResourceClasses}};
    /// use boa_engine::JsArgs;
    ///
    /// struct Counter(std::sync::atomic::AtomicU32);
    ///
    /// impl NativeResource for Counter {
    ///     const NAME: &'static str = "Counter";
    ///     async fn close(self) -> Result<(), CleanupError> {
    ///         Ok(())
    ///     }
    /// }
    ///
    /// let mut runtime = Runtime::builder().build()?;
    /// let resources = runtime.resources();
    /// resources
    ///     .class::<Counter>()
    ///     .open("open", 1, |args, context| {
    ///         let from = args.get_or_undefined(0).to_u32(context)?;
    ///         Ok(async move { Ok::<_, CleanupError>(Counter(from.into())) })
    ///     })
    ///     .operation("add", 1, |counter, args, context| {
    ///         let n = args.get_or_undefined(0).to_u32(context)?;
    ///         Ok(async move {
    ///             tokio::time::sleep(Duration::from_millis(1)).await;
    ///             let before = counter.0.fetch_add(n, std::sync::atomic::Ordering::Relaxed);
    ///             Ok::<_, CleanupError>(before + n)
    ///         })
    ///     })
    ///     .register(runtime.context())?;
    ///
    /// runtime.eval(
    ///     "const done = (async () => {
    ///          const counter = await Counter.open(40);
    ///          const sum = await counter.add(2);
    ///          await counter.close();
    ///          globalThis.result = [sum, counter.closed, await counter.add(1).catch((e) => e.name)];
    ///      })();",
    /// )?;
    /// runtime.block_on_idle()?;
    /// let result = runtime.eval("result.join()")?;
    /// assert_eq!(result.display().to_string(), "\"42,true,TypeError\"");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn class<R: NativeResource>(&self) -> ClassBuilder<R>;
}

impl ResourceClasses for Resources {
    fn class<R: NativeResource>(&self) -> ClassBuilder<R> {
        ClassBuilder {
            resources: self.clone(),
            methods: Vec::new(),
        }
    }
}

impl<R: NativeResource> ClassBuilder<R> {
    /// Adds a static method that opens a resource. `f` reads the arguments on the JS thread; its future
    /// runs on the cleanup runtime. What it opens is sure to be closed, also if nobody waits any more.
    pub fn open<F, Fut, E>(mut self, name: &'static str, length: usize, f: F) -> Self
    where
        F: Fn(&[JsValue], &mut Context) -> JsResult<Fut> + Send + Sync + 'static,
        Fut: Future<Output = Result<R, E>> + Send + 'static,
        E: Into<CleanupError> + 'static,
    {
        let method = move |call: &Call<'_, R>, context: &mut Context| {
            let opening = call.resources.begin_opening().ok_or_else(|| {
                JsNativeError::typ()
                    .with_message(format!("{}.{name}: the runtime is shutting down", R::NAME))
            })?;
            let future = f(call.args, context)?;
            let resources = call.resources.clone();
            let future = async move {
                let owned = resources.own(future.await?);
                drop(opening);
                Ok::<_, E>(owned)
            };
            start(&call.resources, future, context)
        };
        self.methods.push(Definition {
            name,
            length,
            is_static: true,
            method: Arc::new(method),
        });
        self
    }

    /// Adds a method. `f` gets the operation, which dereferences to the resource, and reads the arguments
    /// on the JS thread; its future runs on the cleanup runtime, and the operation lasts for as long as the
    /// future holds it.
    ///
    /// On a resource that is closed, or being closed, `f` is not called and the promise is rejected.
    pub fn operation<F, Fut, V, E, Via>(mut self, name: &'static str, length: usize, f: F) -> Self
    where
        F: Fn(ResourceOperation<R>, &[JsValue], &mut Context) -> JsResult<Fut>
            + Send
            + Sync
            + 'static,
        Fut: Future<Output = Result<V, E>> + Send + 'static,
        V: OperationValue<Via>,
        Via: 'static,
        E: Into<CleanupError> + 'static,
    {
        let method = move |call: &Call<'_, R>, context: &mut Context| {
            let resource = receiver(call, name)?;
            let operation = resource.operate().ok_or_else(|| {
                let label = resource.label();
                JsNativeError::typ().with_message(format!("{label}.{name}: it is closed"))
            })?;
            let future = f(operation, call.args, context)?;
            start(&call.resources, future, context)
        };
        self.methods.push(Definition {
            name,
            length,
            is_static: false,
            method: Arc::new(method),
        });
        self
    }

    /// Defines the class on the global object of the current realm. To be called for each realm.
    ///
    /// # Errors
    ///
    /// If the cleanup runtime can not be started, or the global object refuses the property.
    pub fn register(self, context: &mut Context) -> JsResult<()> {
        self.resources.runtime().map_err(JsError::from_rust)?;
        let construct = NativeFunction::from_fn_ptr(|_, _, _| {
            Err(JsNativeError::typ()
                .with_message("this class can not be constructed; its objects are opened")
                .into())
        });
        let closed = FunctionObjectBuilder::new(
            context.realm(),
            NativeFunction::from_fn_ptr(|this, _, _| {
                let object = this.as_object();
                let handle = object
                    .as_ref()
                    .and_then(JsObject::downcast_ref::<JsHandle<R>>);
                match handle {
                    Some(handle) => Ok(handle.0.is_ending().into()),
                    None => Err(not_a::<R>("closed").into()),
                }
            }),
        )
        .name(js_string!("get closed"))
        .build();
        let mut builder = ConstructorBuilder::new(context, construct);
        builder.name(R::NAME).length(0);
        for definition in &self.methods {
            let function = self.function(definition.method.clone());
            let (name, length) = (JsString::from(definition.name), definition.length);
            if definition.is_static {
                builder.static_method(function, name, length);
            } else {
                builder.method(function, name, length);
            }
        }
        let close = |name| self.function(Arc::new(close_method::<R>(name)));
        builder
            .method(close("close"), js_string!("close"), 0)
            .method(
                close("[Symbol.asyncDispose]"),
                (
                    JsSymbol::async_dispose(),
                    js_string!("[Symbol.asyncDispose]"),
                ),
                0,
            )
            .accessor(
                js_string!("closed"),
                Some(closed),
                None,
                Attribute::CONFIGURABLE,
            )
            .property(
                JsSymbol::to_string_tag(),
                js_string!(R::NAME),
                Attribute::CONFIGURABLE,
            );
        let class = builder.build();
        let constructor = class.constructor();
        let realm = context.realm().clone();
        realm.register_class::<JsHandle<R>>(class);
        realm.register_property(
            JsString::from(R::NAME),
            constructor,
            Attribute::WRITABLE | Attribute::CONFIGURABLE,
            context,
        )
    }

    /// A JS function that returns a promise, whatever happens.
    fn function(&self, method: Arc<Method<R>>) -> NativeFunction {
        let captures = Captures {
            method,
            resources: self.resources.downgrade(),
        };
        NativeFunction::from_copy_closure_with_captures(
            |this, args, captures, context| {
                // The object is not borrowed during the call, in which JavaScript may change it.
                let this = this.as_object().and_then(|object| {
                    let handle = object.downcast_ref::<JsHandle<R>>()?;
                    Some((*handle.0).clone())
                });
                let result = match captures.resources.upgrade() {
                    Some(resources) => {
                        let call = Call {
                            this,
                            args,
                            resources,
                        };
                        (captures.method)(&call, context)
                    }
                    None => Err(JsNativeError::error()
                        .with_message(format!("{}: the host has let go of its resources", R::NAME))
                        .into()),
                };
                result.or_else(|error| Ok(JsPromise::reject(error, context)?.into()))
            },
            captures,
        )
    }
}

#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Captures<R: NativeResource> {
    // SAFETY: what is `Send` holds no GC handle.
    #[unsafe_ignore_trace]
    method: Arc<Method<R>>,
    #[unsafe_ignore_trace]
    resources: WeakResources,
}

fn not_a<R: NativeResource>(method: &str) -> JsNativeError {
    let class = R::NAME;
    JsNativeError::typ().with_message(format!(
        "{class}.prototype.{method} called on something that is not a {class}"
    ))
}

fn receiver<R: NativeResource>(call: &Call<'_, R>, method: &str) -> JsResult<ResourceRef<R>> {
    let this = call.this.clone();
    Ok(this.ok_or_else(|| not_a::<R>(method))?)
}

/// `close ( )` and `[Symbol.asyncDispose] ( )`
fn close_method<R: NativeResource>(
    name: &'static str,
) -> impl Fn(&Call<'_, R>, &mut Context) -> JsResult<JsValue> + Send + Sync {
    move |call, context| {
        let resource = receiver(call, name)?;
        let label = resource.label().clone();
        // Begun here, so that nothing that is called after `close()` has returned gets in.
        let ending = resource.close();
        // If nothing serves the queue any more somebody else has to.
        call.resources.runtime().map_err(JsError::from_rust)?;
        let future = async move {
            match ending.await {
                CloseOutcome::Closed => Ok(()),
                CloseOutcome::Failed(error) => Err(format!("closing {label}: {error}")),
                CloseOutcome::Leaked => Err(format!(
                    "closing {label}: operations went on running, so it was leaked"
                )),
                CloseOutcome::Abandoned => Err(format!(
                    "closing {label}: given up, since it took too long or the runtime was shut down"
                )),
            }
        };
        // Waits for what others do, so it needs no runtime.
        Ok(promise(context, future))
    }
}

/// Runs `future` on the cleanup runtime; returns the promise of what comes of it.
fn start<V, E, F, Via>(resources: &Resources, future: F, context: &mut Context) -> JsResult<JsValue>
where
    V: OperationValue<Via>,
    Via: 'static,
    E: Into<CleanupError> + 'static,
    F: Future<Output = Result<V, E>> + Send + 'static,
{
    let origin = if V::MAY_HOLD_RESOURCE {
        origin(context)
    } else {
        Arc::default()
    };
    let operation = resources
        .spawn_operation(origin, future)
        .map_err(JsError::from_rust)?;
    Ok(promise(context, async move {
        operation.await.map_err(|error| error.to_string())
    }))
}

/// A promise for what comes of `future`, which is awaited in a job of the event loop.
///
/// The job carries the mapping of the call as any job does, and the promise's reactions carry their own:
/// nothing special is done for them.
fn promise<V: OperationValue<Via>, Via: 'static>(
    context: &mut Context,
    future: impl Future<Output = Result<V, String>> + 'static,
) -> JsValue {
    let (promise, resolvers) = JsPromise::new_pending(context);
    let job = NativeAsyncJob::with_realm(
        async move |context: &RefCell<&mut Context>| {
            let result = future.await;
            let context = &mut context.borrow_mut();
            let value = match result {
                Ok(value) => value.into_js(context),
                Err(message) => Err(JsNativeError::error().with_message(message).into()),
            };
            match value {
                Ok(value) => {
                    let resolve = &resolvers.resolve;
                    resolve.call(&JsValue::undefined(), &[value], context)
                }
                Err(error) => {
                    let error = error.into_opaque(context)?;
                    let reject = &resolvers.reject;
                    reject.call(&JsValue::undefined(), &[error], context)
                }
            }
        },
        context.realm().clone(),
    );
    context.enqueue_job(job.into());
    promise.into()
}

/// Where JavaScript is: a line for each frame that has a position, the innermost first.
fn origin(context: &Context) -> Arc<str> {
    /// More would hardly be read.
    const MOST_FRAMES: usize = 16;
    let lines: Vec<String> = context
        .stack_trace()
        .take(MOST_FRAMES)
        .filter_map(|frame| {
            let location = frame.position();
            let position = location.position?;
            let place = format!(
                "{}:{}:{}",
                location.path,
                position.line_number(),
                position.column_number()
            );
            let name = location.function_name.to_std_string_lossy();
            Some(if name.is_empty() {
                place
            } else {
                format!("{name} ({place})")
            })
        })
        .collect();
    lines.join("\n").into()
}
