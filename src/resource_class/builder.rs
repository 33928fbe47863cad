//! Defining the JS class of a resource.

use std::{future::Future, sync::Arc};

use async_cleanup::{
    CleanupError, NativeResource, ResourceOperation, Resources, bindings::WeakResources,
};
use boa_engine::{
    Context, JsError, JsNativeError, JsObject, JsResult, JsString, JsSymbol, JsValue,
    NativeFunction, js_string,
    object::{ConstructorBuilder, FunctionObjectBuilder, builtins::JsPromise},
    property::Attribute,
};
use boa_gc::{Finalize, Trace};

use super::{
    handle::JsHandle,
    method::{
        Call, Definition, Method, MethodKind, close_method, not_a, operate, start, start_opening,
    },
    value::OperationValue,
};

/// Defines the JS class of a resource; see [`ResourceClasses::class`].
#[must_use = "a class that is not registered does not exist"]
pub struct ClassBuilder<R: NativeResource> {
    resources: Resources,
    methods: Vec<Definition<R>>,
}

/// Defines the JS classes of resources; implemented for [`Resources`].
pub trait ResourceClasses {
    /// Begins to define the JS class of a resource.
    ///
    /// Besides the methods that are added, the class has `close()` and `[Symbol.asyncDispose]()`, which return a
    /// promise for the end of the resource, and the getter `closed`. A resource is closed once, however often
    /// they are called. All methods but those of [`method`](ClassBuilder::method) return promises; an error in a call
    /// rejects the promise.
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
    ///     .register(&mut runtime.context_mut())?;
    ///
    /// runtime.eval(
    ///     "const done = (async () => {
    ///          const counter = await Counter.open(40);
    ///          const sum = await counter.add(2);
    ///          await counter.close();
    ///          globalThis.result = [sum, counter.closed, await counter.add(1).catch((e) => e.name)];
    ///      })();",
    /// )?;
    /// runtime.run_until_idle_blocking()?;
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
    /// Adds a static method that opens a resource. `f` reads the arguments on the JS thread; its future runs on
    /// the cleanup runtime. The resource is closed in the end, even if nothing waits for the promise any more.
    pub fn open<F, Fut, E>(self, name: &'static str, length: usize, f: F) -> Self
    where
        F: Fn(&[JsValue], &mut Context) -> JsResult<Fut> + Send + Sync + 'static,
        Fut: Future<Output = Result<R, E>> + Send + 'static,
        E: Into<CleanupError> + 'static,
    {
        let method = move |call: &Call<'_, R>, context: &mut Context| {
            let f = |context: &mut Context| f(call.args, context);
            start_opening(call, name, std::future::pending(), f, context)
        };
        self.with(name, length, MethodKind::Static, method)
    }

    /// Adds a method that opens a resource of another class: a statement of a connection, a page of a browser. As
    /// [`operation`](Self::operation), but what the future returns is [owned](Resources::own) like what
    /// [`open`](Self::open) opens: it is closed in the end, even if nothing waits for the promise any more, and a shutdown
    /// waits for the call. The other class must be registered too.
    ///
    /// ```
    /// use boa_async_context::{Runtime, cleanup::{CleanupError, NativeResource, ResourceClasses}};
    ///
    /// struct Door;
    /// struct Key;
    ///
    /// impl NativeResource for Door {
    ///     const NAME: &'static str = "Door";
    ///     async fn close(self) -> Result<(), CleanupError> { Ok(()) }
    /// }
    /// impl NativeResource for Key {
    ///     const NAME: &'static str = "Key";
    ///     async fn close(self) -> Result<(), CleanupError> { Ok(()) }
    /// }
    ///
    /// let mut runtime = Runtime::builder().build()?;
    /// let resources = runtime.resources().clone();
    /// resources.class::<Key>().register(&mut runtime.context_mut())?;
    /// resources
    ///     .class::<Door>()
    ///     .open("open", 0, |_, _| Ok(async { Ok::<_, CleanupError>(Door) }))
    ///     .opener("key", 0, |_door, _, _| Ok(async { Ok::<_, CleanupError>(Key) }))
    ///     .register(&mut runtime.context_mut())?;
    /// runtime.eval("Door.open().then((door) => door.key()).then((key) => { globalThis.key = key; })")?;
    /// runtime.run_until_idle_blocking()?;
    /// assert!(runtime.eval("key instanceof Key")?.to_boolean());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn opener<F, Fut, Q, E>(self, name: &'static str, length: usize, f: F) -> Self
    where
        F: Fn(ResourceOperation<R>, &[JsValue], &mut Context) -> JsResult<Fut>
            + Send
            + Sync
            + 'static,
        Fut: Future<Output = Result<Q, E>> + Send + 'static,
        Q: NativeResource,
        E: Into<CleanupError> + 'static,
    {
        let method = move |call: &Call<'_, R>, context: &mut Context| {
            let operation = operate(call, name)?;
            let closing = operation.closing();
            let f = |context: &mut Context| f(operation, call.args, context);
            start_opening(call, name, closing, f, context)
        };
        self.with(name, length, MethodKind::Async, method)
    }

    /// Adds a method that runs on the JS thread and returns a JS value at once: a getter of what is known already, or one
    /// that calls a function of the program. It throws the exception that `f` returns, and must not block.
    ///
    /// If the resource is closed or being closed, `f` is not called and the method throws. The operation that `f` gets lasts
    /// until it is dropped, and closing waits for that.
    pub fn method<F>(self, name: &'static str, length: usize, f: F) -> Self
    where
        F: Fn(ResourceOperation<R>, &[JsValue], &mut Context) -> JsResult<JsValue>
            + Send
            + Sync
            + 'static,
    {
        let method = move |call: &Call<'_, R>, context: &mut Context| {
            f(operate(call, name)?, call.args, context)
        };
        self.with(name, length, MethodKind::Sync, method)
    }

    /// Adds a method. `f` gets the operation, which dereferences to the resource, and reads the arguments on the
    /// JS thread. Its future runs on the cleanup runtime. The operation lasts as long as the future holds it.
    ///
    /// If the resource is closed or being closed, `f` is not called and the promise is rejected.
    pub fn operation<F, Fut, V, E, Via>(self, name: &'static str, length: usize, f: F) -> Self
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
            let future = f(operate(call, name)?, call.args, context)?;
            start(&call.resources, future, context)
        };
        self.with(name, length, MethodKind::Async, method)
    }

    fn with<M>(mut self, name: &'static str, length: usize, kind: MethodKind, method: M) -> Self
    where
        M: Fn(&Call<'_, R>, &mut Context) -> JsResult<JsValue> + Send + Sync + 'static,
    {
        self.methods.push(Definition {
            name,
            length,
            kind,
            method: Arc::new(method),
        });
        self
    }

    /// Defines the class on the global object of the current realm. Call it for each realm.
    ///
    /// # Errors
    ///
    /// If the cleanup runtime cannot be started, or the global object refuses the property.
    pub fn register(self, context: &mut Context) -> JsResult<()> {
        self.resources.runtime().map_err(JsError::from_rust)?;
        let construct = NativeFunction::from_fn_ptr(|_, _, _| {
            Err(JsNativeError::typ()
                .with_message("this class cannot be constructed; its objects are opened")
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
            let function = self.function(definition.method.clone(), definition.kind);
            let (name, length) = (JsString::from(definition.name), definition.length);
            match definition.kind {
                MethodKind::Static => builder.static_method(function, name, length),
                MethodKind::Async | MethodKind::Sync => builder.method(function, name, length),
            };
        }
        let close = |name| self.function(Arc::new(close_method::<R>(name)), MethodKind::Async);
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

    /// A JS function. Unless it is synchronous, it never throws and always returns a promise.
    fn function(&self, method: Arc<Method<R>>, kind: MethodKind) -> NativeFunction {
        let captures = Captures {
            method,
            kind,
            resources: self.resources.downgrade(),
        };
        NativeFunction::from_copy_closure_with_captures(
            |this, args, captures, context| {
                // The object is not borrowed during the call, since JavaScript may change it then.
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
                match captures.kind {
                    MethodKind::Sync => result,
                    MethodKind::Static | MethodKind::Async => {
                        result.or_else(|error| Ok(JsPromise::reject(error, context)?.into()))
                    }
                }
            },
            captures,
        )
    }
}

/// What a JS function of the class captures.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Captures<R: NativeResource> {
    // SAFETY: a `Send` value holds no GC handle, so there is nothing to trace; likewise below.
    #[unsafe_ignore_trace]
    method: Arc<Method<R>>,
    #[unsafe_ignore_trace]
    kind: MethodKind,
    #[unsafe_ignore_trace]
    resources: WeakResources,
}
