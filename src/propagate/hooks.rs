//! Job callbacks: `HostMakeJobCallback` captures, `HostCallJobCallback` restores.
//!
//! The engine calls the first for every handler given to `then` or `await`, for a thenable's
//! `then`, and for a `FinalizationRegistry`'s callback when the registry is constructed; it calls
//! the second to run it. The captured mapping is the `[[HostDefined]]` field of the JobCallback, which
//! the collector traces: an unreachable pending promise keeps nothing alive.

#[cfg(exact_generators)]
use std::cell::Cell;
use std::rc::Rc;

use boa_engine::JsData;
#[cfg(exact_generators)]
use boa_engine::object::NativeObject;
use boa_engine::{
    Context, JsObject, JsResult, JsString, JsValue,
    builtins::promise::{OperationType, Promise},
    context::{HostHooks, intrinsics::Intrinsics},
    job::JobCallback,
    object::builtins::JsFunction,
    realm::Realm,
};
use boa_gc::{Finalize, Trace};

use super::rejections::Rejections;
use crate::{
    agent::{Agent, Decorator, Point, Usage},
    census::{Capture, CaptureKind},
    limits::{Limit, Limits},
    mapping::Mapping,
    nesting::check::check_string,
};

/// The `[[HostDefined]]` field of a job callback for which the host has no data of its own.
///
/// With the empty mapping the field is `()`: a boxed `()` does not allocate.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct Captured(pub(super) Capture);

/// The `[[HostDefined]]` field of a job callback for which the host has data of its own.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct CapturedWithHost {
    capture: Capture,
    inner: JobCallback,
}

/// Host hooks that propagate AsyncContext and leave everything else to the host's own hooks.
///
/// Made by [`AsyncContext::hooks`](crate::AsyncContext::hooks).
pub struct ContextHooks<H> {
    agent: Agent,
    rejections: Rejections,
    inner: Rc<H>,
    decorator: Decorator,
    /// Whether the host's own hooks ever kept something with a generator.
    #[cfg(exact_generators)]
    inner_keeps: Cell<bool>,
}

impl<H> ContextHooks<H> {
    pub(crate) fn new(agent: Agent, rejections: Rejections, inner: Rc<H>) -> Self {
        let decorator = agent.add_hooks();
        Self {
            agent,
            rejections,
            inner,
            decorator,
            #[cfg(exact_generators)]
            inner_keeps: Cell::new(false),
        }
    }

    /// The host's own hooks.
    #[must_use]
    pub fn inner(&self) -> &Rc<H> {
        &self.inner
    }

    #[cfg(exact_generators)]
    pub(super) fn agent(&self) -> &Agent {
        &self.agent
    }

    /// Makes the mapping of a job callback current and runs `call`.
    ///
    /// For the handler of the running promise job, the mapping stays current until the job ends, because
    /// resolving the derived promise belongs to the reaction. For any other callback it is current during
    /// `call` only.
    pub(super) fn call_in<R>(
        &self,
        mapping: &Mapping,
        context: &mut Context,
        call: impl FnOnce(&mut Context) -> JsResult<R>,
    ) -> JsResult<R> {
        if self.agent.install_for_reaction(mapping, context) {
            return call(context);
        }
        self.agent.run_in(mapping.clone(), || {
            call(context).map_err(|error| self.agent.note_throw(error, context))
        })
    }
}

impl<H: HostHooks> ContextHooks<H> {
    /// Makes the job callback of a probe. The host's own hooks are asked only if there may be hooks of the agent among
    /// them.
    #[cold]
    fn make_probe(&self, callback: JsFunction, context: &mut Context) -> JobCallback {
        self.agent.note_pass(Point::MakeJobCallback, self);
        if self.decorator.is_only_one() {
            JobCallback::new(callback, ())
        } else {
            self.inner.make_job_callback(callback, context)
        }
    }

    /// Calls the job callback of a probe.
    #[cold]
    fn call_probe(
        &self,
        job: &JobCallback,
        this: &JsValue,
        args: &[JsValue],
        context: &mut Context,
    ) -> JsResult<JsValue> {
        self.agent.note_pass(Point::CallJobCallback, self);
        if self.decorator.is_only_one() {
            Ok(JsValue::undefined())
        } else {
            self.inner.call_job_callback(job, this, args, context)
        }
    }

    /// Calls a job callback in the mapping that was captured for it.
    fn call_captured(
        &self,
        job: &JobCallback,
        this: &JsValue,
        args: &[JsValue],
        context: &mut Context,
    ) -> JsResult<JsValue> {
        match self.agent.usage() {
            // No variable was ever set, so nothing was captured.
            Usage::Never => return self.inner.call_job_callback(job, this, args, context),
            Usage::Ever => {}
            Usage::Probed => return self.call_probe(job, this, args, context),
        }
        let host_defined = job.host_defined();
        if let Some(Captured(capture)) = host_defined.downcast_ref() {
            // The callback as the host made it: without data.
            let job = JobCallback::new(job.callback().clone(), ());
            return self.call_in(capture.mapping(), context, |context| {
                self.inner.call_job_callback(&job, this, args, context)
            });
        }
        if let Some(captured) = host_defined.downcast_ref::<CapturedWithHost>() {
            return self.call_in(captured.capture.mapping(), context, |context| {
                self.inner
                    .call_job_callback(&captured.inner, this, args, context)
            });
        }
        self.call_in(&Mapping::empty(), context, |context| {
            self.inner.call_job_callback(job, this, args, context)
        })
    }
}

impl<H: HostHooks> HostHooks for ContextHooks<H> {
    /// `HostMakeJobCallback ( callback )`: the capture of `PerformPromiseThen`, of `NewPromiseResolveThenableJob`
    /// and of the `FinalizationRegistry` constructor.
    ///
    /// <https://tc39.es/ecma262/#sec-hostmakejobcallback>
    /// <https://tc39.es/proposal-async-context/#sec-performpromisethen>
    /// <https://tc39.es/proposal-async-context/#sec-newpromiseresolvethenablejob>
    /// <https://tc39.es/proposal-async-context/#sec-finalization-registry-cleanup-callback>
    fn make_job_callback(&self, callback: JsFunction, context: &mut Context) -> JobCallback {
        #[cfg(all(feature = "runtime", not(exact_export_names)))]
        let callback = self.agent.imports().handler(callback, context);
        // Whether it is used is the cheaper question, so it is asked first.
        match self.agent.usage() {
            Usage::Never => return self.inner.make_job_callback(callback, context),
            Usage::Ever => {}
            Usage::Probed => return self.make_probe(callback, context),
        }
        let inner = self.inner.make_job_callback(callback, context);
        if self.agent.is_empty() {
            self.agent.note_job_callback(None);
            return inner;
        }
        let capture = self.agent.capture_at(CaptureKind::Reaction, context);
        self.agent.note_job_callback(Some(&capture));
        let callback = inner.callback().clone();
        if inner.host_defined().is::<()>() {
            JobCallback::new(callback, Captured(capture))
        } else {
            JobCallback::new(callback, CapturedWithHost { capture, inner })
        }
    }

    /// `HostCallJobCallback ( jobCallback, V, argumentsList )`: runs a reaction's handler, a thenable's `then` or
    /// a registry's cleanup callback in the mapping that was captured for it.
    ///
    /// <https://tc39.es/ecma262/#sec-hostcalljobcallback>
    /// <https://tc39.es/proposal-async-context/#sec-newpromisereactionjob>
    /// <https://tc39.es/proposal-async-context/#sec-newpromiseresolvethenablejob>
    /// <https://tc39.es/proposal-async-context/#sec-host-cleanup-finalization-registry>
    fn call_job_callback(
        &self,
        job: &JobCallback,
        this: &JsValue,
        args: &[JsValue],
        context: &mut Context,
    ) -> JsResult<JsValue> {
        let result = self.call_captured(job, this, args, context);
        // The callback has run since the engine asked for another one.
        self.agent.note_job_callback(None);
        result
    }

    #[cfg(exact_generators)]
    fn make_generator_data(&self, context: &mut Context) -> Option<Box<dyn NativeObject>> {
        if self.agent.usage() == Usage::Probed {
            self.agent.note_pass(Point::MakeGeneratorData, self);
            if self.decorator.is_only_one() {
                return Some(Box::new(()));
            }
        }
        let inner = self.inner.make_generator_data(context);
        if inner.is_some() {
            self.inner_keeps.set(true);
        }
        Some(self.capture(CaptureKind::Generator, inner, context))
    }

    #[cfg(exact_generators)]
    fn surrounds_generator(&self, data: &dyn NativeObject, context: &Context) -> bool {
        // Mostly the answer: nothing was ever captured, by us or by the host.
        (self.agent.used() || self.inner_keeps.get()) && self.surrounds(data, context)
    }

    #[cfg(exact_generators)]
    fn resume_generator(
        &self,
        data: &dyn NativeObject,
        resume: &mut dyn FnMut(&mut Context) -> JsResult<()>,
        context: &mut Context,
    ) -> JsResult<()> {
        self.resume_captured(data, resume, context)
    }

    #[cfg(exact_generators)]
    fn make_reaction_data(&self, context: &mut Context) -> Option<Box<dyn NativeObject>> {
        if self.agent.usage() == Usage::Probed {
            self.agent.note_pass(Point::MakeReactionData, self);
            if self.decorator.is_only_one() {
                return Some(Box::new(()));
            }
        }
        let inner = self.inner.make_reaction_data(context);
        Some(self.capture(CaptureKind::Reaction, inner, context))
    }

    #[cfg(exact_awaits)]
    fn make_await_data(&self, context: &mut Context) -> Option<Box<dyn NativeObject>> {
        if self.agent.usage() == Usage::Probed {
            self.agent.note_pass(Point::MakeAwaitData, self);
            if self.decorator.is_only_one() {
                return Some(Box::new(()));
            }
        }
        // A host that wants job callbacks is asked for them.
        let inner = self.inner.make_await_data(context)?;
        let inner = (!inner.is::<()>()).then_some(inner);
        Some(self.capture(CaptureKind::Reaction, inner, context))
    }

    #[cfg(exact_awaits)]
    fn resume_await(
        &self,
        data: &dyn NativeObject,
        resume: &mut dyn FnMut(&mut Context) -> JsResult<()>,
        context: &mut Context,
    ) -> JsResult<()> {
        if self.agent.usage() == Usage::Probed {
            self.agent.note_pass(Point::ResumeAwait, self);
            if self.decorator.is_only_one() {
                return resume(context);
            }
        }
        self.resume_awaiting(data, resume, context)
    }

    #[cfg(exact_generators)]
    fn enter_reaction(&self, data: &dyn NativeObject, context: &mut Context) {
        self.enter_captured(data, context);
    }

    /// `HostPromiseRejectionTracker ( promise, operation )`
    ///
    /// <https://tc39.es/proposal-async-context/#sec-host-promise-rejection-tracker>
    fn promise_rejection_tracker(
        &self,
        promise: &JsObject<Promise>,
        operation: OperationType,
        context: &mut Context,
    ) {
        self.inner
            .promise_rejection_tracker(promise, operation, context);
        self.rejections
            .track(promise, operation, &self.agent, context);
    }

    /// `HostEnsureCanCompileStrings ( calleeRealm, parameterStrings, bodyString, direct )`: also refuses text that is nested too
    /// deeply for the native stack, which the engine would overflow.
    ///
    /// <https://tc39.es/ecma262/#sec-hostensurecancompilestrings>
    fn ensure_can_compile_strings(
        &self,
        realm: Realm,
        parameters: &[JsString],
        body: &JsString,
        direct: bool,
        context: &mut Context,
    ) -> JsResult<()> {
        self.inner
            .ensure_can_compile_strings(realm, parameters, body, direct, context)?;
        for text in parameters.iter().chain([body]) {
            check_string(text, context)?;
        }
        Ok(())
    }

    fn has_source_text_available(&self, function: &JsFunction, context: &mut Context) -> bool {
        self.inner.has_source_text_available(function, context)
    }

    fn ensure_can_add_private_element(&self, o: &JsObject, context: &mut Context) -> JsResult<()> {
        self.inner.ensure_can_add_private_element(o, context)
    }

    fn create_global_object(&self, intrinsics: &Intrinsics) -> JsObject {
        self.inner.create_global_object(intrinsics)
    }

    fn create_global_this(&self, intrinsics: &Intrinsics) -> Option<JsObject> {
        self.inner.create_global_this(intrinsics)
    }

    #[expect(
        deprecated,
        reason = "a host may still override it, and must go on being asked"
    )]
    fn utc_now(&self) -> i64 {
        self.inner.utc_now()
    }

    fn local_timezone_offset_seconds(&self, unix_time_seconds: i64) -> i32 {
        self.inner.local_timezone_offset_seconds(unix_time_seconds)
    }

    fn max_buffer_size(&self, context: &mut Context) -> u64 {
        let most = Limits::get_of(Limit::BufferBytes, context);
        let inner = self.inner.max_buffer_size(context);
        most.map_or(inner, |most| most.min(inner))
    }
}
