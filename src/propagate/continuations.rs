//! Generator bodies and reactions without a handler, on the engine with our hooks (`engine/UPSTREAM.md`).
//!
//! The engine asks for what to keep with a generator when it is created, and with a reaction when `then`
//! is called without a handler; it hands it back when the generator is resumed and when the reaction's
//! job runs. That is what the specification says, so nothing else is needed: no built-in is replaced,
//! no table is kept.
//!
//! There is always something to hand back, also for the empty mapping: the body of a generator that was
//! created there must run there, whoever resumes it. A boxed `()` does not allocate.

use boa_engine::{Context, JsData, JsResult, context::HostHooks, object::NativeObject};
use boa_gc::{Finalize, Trace};

use super::hooks::{Captured, ContextHooks};
use crate::mapping::Mapping;

/// What is kept when the host keeps something of its own.
#[derive(Trace, Finalize, JsData)]
struct CapturedWithHost {
    mapping: Mapping,
    inner: Box<dyn NativeObject>,
}

/// What was captured, and what the host has there.
fn captured(data: &dyn NativeObject) -> (Mapping, Option<&dyn NativeObject>) {
    if let Some(Captured(mapping)) = data.downcast_ref() {
        (mapping.clone(), None)
    } else if let Some(CapturedWithHost { mapping, inner }) = data.downcast_ref() {
        (mapping.clone(), Some(&**inner))
    } else {
        (Mapping::empty(), None)
    }
}

impl<H: HostHooks> ContextHooks<H> {
    /// What to keep with something that the engine will resume in the current mapping.
    pub(super) fn capture(&self, inner: Option<Box<dyn NativeObject>>) -> Box<dyn NativeObject> {
        if !self.agent().used() && inner.is_none() {
            return Box::new(());
        }
        let mapping = self.agent().snapshot();
        match inner {
            Some(inner) => Box::new(CapturedWithHost { mapping, inner }),
            None if mapping.is_empty() => Box::new(()),
            None => Box::new(Captured(mapping)),
        }
    }

    /// Whether a resumption needs another mapping than the current one, or the host has to do with it.
    ///
    /// Mostly not: a generator is mostly resumed where it was created.
    pub(super) fn surrounds(&self, data: &dyn NativeObject, context: &Context) -> bool {
        let agent = self.agent();
        if data.is::<()>() {
            !agent.is_empty()
        } else if let Some(Captured(mapping)) = data.downcast_ref() {
            !agent.is_current(mapping)
        } else {
            let (mapping, inner) = captured(data);
            !agent.is_current(&mapping)
                || inner.is_some_and(|inner| self.inner().surrounds_generator(inner, context))
        }
    }

    /// `GeneratorResume`, `GeneratorResumeAbrupt` and `AsyncGeneratorResume`: the body runs in the mapping
    /// of its creation.
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
        let _scope = self.agent().enter(mapping);
        resume(context).map_err(|error| self.agent().note_throw(error, context))
    }

    /// `NewPromiseReactionJob` without a handler: the rest of the job runs in the mapping of the reaction.
    pub(super) fn enter_captured(&self, data: &dyn NativeObject, context: &mut Context) {
        let (mapping, inner) = captured(data);
        if self.agent().used() {
            // It is what the job begins with, like a handler.
            self.agent().install_for_reaction(&mapping, context);
        }
        if let Some(inner) = inner {
            self.inner().enter_reaction(inner, context);
        }
    }
}
