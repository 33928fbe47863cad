//! The module that a program starts with.

use std::{cell::Cell, rc::Rc};

use boa_engine::{
    Context, JsError, JsResult, Module, builtins::promise::PromiseState,
    object::builtins::JsPromise,
};
use boa_gc::{Finalize, Trace};

use super::instance::OnLoaded;
use crate::{
    agent::Agent,
    event_loop::{EventLoop, Report},
    loader::link_module_of_host,
    mapping::Mapping,
};

/// The module that a program starts with.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct MainModule {
    pub(super) module: Module,
    /// The text of a module that is in no file, until it is linked.
    #[unsafe_ignore_trace]
    pub(super) text: Rc<Cell<Option<String>>>,
    pub(super) agent: Option<Agent>,
    /// Whether its failure was reported.
    #[unsafe_ignore_trace]
    pub(super) reported: Rc<Cell<bool>>,
    #[unsafe_ignore_trace]
    pub(super) on_loaded: Rc<Cell<Option<OnLoaded>>>,
}

impl MainModule {
    pub(super) fn link_and_evaluate(&self, context: &mut Context) -> JsResult<JsPromise> {
        let text = self.text.take();
        link_module_of_host(&self.module, text.as_deref(), context)?;
        if let Some(on_loaded) = self.on_loaded.take() {
            on_loaded();
        }
        let evaluated = self.module.evaluate(context)?;
        // Only here the mapping in which a synchronous module threw is still known.
        if let (Some(agent), PromiseState::Rejected(reason)) = (&self.agent, evaluated.state()) {
            let error = JsError::from_opaque(reason);
            let mapping = agent.cause_of(&error);
            self.report(error, mapping, context);
        }
        Ok(evaluated)
    }

    pub(super) fn report(&self, error: JsError, mapping: Mapping, context: &mut Context) {
        if self.reported.replace(true) {
            return;
        }
        if let Some(event_loop) = context.downcast_job_executor::<EventLoop>() {
            event_loop.report(&Report::uncaught(error, mapping), context);
        }
    }
}
