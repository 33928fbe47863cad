//! Generator bodies and reactions without a handler, on the engine with our hooks (`engine/01-host-hooks.md`).
//!
//! The engine asks for data to keep with a generator when it is created, and with a reaction when `then` is
//! called without a handler. It hands the data back when the generator is resumed and when the reaction's job
//! runs. That is what the specification says, so no built-in is replaced and no table is kept.
//!
//! There are always data, even for the empty mapping, because the body of a generator that was created in
//! the empty mapping runs in the empty mapping. Boxing `()` does not allocate.

use boa_engine::{Context, JsData, JsResult, context::HostHooks, object::NativeObject};
use boa_gc::{Finalize, Trace};

use super::hooks::{Captured, ContextHooks};
use crate::{
    census::{Capture, CaptureKind},
    mapping::Mapping,
};

/// The captured mapping together with data of the host's own hooks.
#[derive(Trace, Finalize, JsData)]
struct CapturedWithHost {
    capture: Capture,
    inner: Box<dyn NativeObject>,
}

/// The captured mapping, and the data of the host's own hooks.
fn captured(data: &dyn NativeObject) -> (&Mapping, Option<&dyn NativeObject>) {
    if let Some(Captured(capture)) = data.downcast_ref() {
        (capture.mapping(), None)
    } else if let Some(CapturedWithHost { capture, inner }) = data.downcast_ref() {
        (capture.mapping(), Some(&**inner))
    } else {
        (const { &Mapping::empty() }, None)
    }
}

impl<H: HostHooks> ContextHooks<H> {
    /// The data to keep with a generator or a reaction that belongs to the current mapping: `GeneratorStart`,
    /// `AsyncGeneratorStart` and `PerformPromiseThen`.
    ///
    /// <https://tc39.es/proposal-async-context/#sec-generatorstart>
    /// <https://tc39.es/proposal-async-context/#sec-asyncgeneratorstart>
    /// <https://tc39.es/proposal-async-context/#sec-performpromisethen>
    pub(super) fn capture(
        &self,
        kind: CaptureKind,
        inner: Option<Box<dyn NativeObject>>,
        context: &Context,
    ) -> Box<dyn NativeObject> {
        if !self.agent().used() && inner.is_none() {
            return Box::new(());
        }
        let capture = self.agent().capture_at(kind, context);
        match inner {
            Some(inner) => Box::new(CapturedWithHost { capture, inner }),
            None if capture.is_empty() => Box::new(()),
            None => Box::new(Captured(capture)),
        }
    }

    /// Whether resuming needs a scope, mostly because the mapping is another one than the current one, or the host's own
    /// hooks want to be called.
    ///
    /// Usually not, because a generator is usually resumed where it was created.
    pub(super) fn surrounds(&self, data: &dyn NativeObject, context: &Context) -> bool {
        let agent = self.agent();
        if agent.may_enter() {
            // The body may set a variable that its caller must not see.
            true
        } else if data.is::<()>() {
            !agent.is_empty()
        } else if let Some(Captured(capture)) = data.downcast_ref() {
            !agent.is_current(capture.mapping())
        } else {
            let (mapping, inner) = captured(data);
            !agent.is_current(mapping)
                || inner.is_some_and(|inner| self.inner().surrounds_generator(inner, context))
        }
    }

    /// `GeneratorResume`, `GeneratorResumeAbrupt` and `AsyncGeneratorResume`: the body runs in the mapping
    /// of its creation.
    ///
    /// <https://tc39.es/proposal-async-context/#sec-generatorresume>
    /// <https://tc39.es/proposal-async-context/#sec-generatorresumeabrupt>
    /// <https://tc39.es/proposal-async-context/#sec-asyncgeneratorresume>
    pub(super) fn resume_captured(
        &self,
        data: &dyn NativeObject,
        resume: &mut dyn FnMut(&mut Context) -> JsResult<()>,
        context: &mut Context,
    ) -> JsResult<()> {
        let (mapping, inner) = captured(data);
        let mut resume = |context: &mut Context| match inner {
            Some(inner) if self.inner().surrounds_generator(inner, context) => {
                self.inner().resume_generator(inner, resume, context)
            }
            _ => resume(context),
        };
        if !self.agent().used() {
            return resume(context);
        }
        let _scope = self.agent().enter(mapping.clone());
        resume(context).map_err(|error| self.agent().note_throw(error, context))
    }

    /// `NewPromiseReactionJob` of an `await`: the body runs on in the mapping in which it was suspended.
    ///
    /// <https://tc39.es/proposal-async-context/#sec-newpromisereactionjob>
    #[cfg(exact_awaits)]
    pub(super) fn resume_awaiting(
        &self,
        data: &dyn NativeObject,
        resume: &mut dyn FnMut(&mut Context) -> JsResult<()>,
        context: &mut Context,
    ) -> JsResult<()> {
        let (mapping, inner) = captured(data);
        let inner = inner.unwrap_or(&());
        let mut resume = |context: &mut Context| self.inner().resume_await(inner, resume, context);
        if !self.agent().used() {
            return resume(context);
        }
        let result = self.call_in(mapping, context, resume);
        // The body has run since the engine asked for a job callback.
        self.agent().note_job_callback(None);
        result
    }

    /// `NewPromiseReactionJob` without a handler: the rest of the job runs in the mapping of the reaction.
    ///
    /// <https://tc39.es/proposal-async-context/#sec-newpromisereactionjob>
    pub(super) fn enter_captured(&self, data: &dyn NativeObject, context: &mut Context) {
        let (mapping, inner) = captured(data);
        if self.agent().used() {
            // The job begins with it, as it would with a handler.
            self.agent().install_for_reaction(mapping, context);
        }
        if let Some(inner) = inner {
            self.inner().enter_reaction(inner, context);
        }
    }
}
