//! Making an engine.

use std::{rc::Rc, sync::Arc};

use boa_async_context::{AsyncContext, EventLoop, FileModules, set_gc_stress};
use boa_engine::{Context, JsResult, context::DefaultHooks, job::SimpleJobExecutor, js_string};

use super::{host::Host, jobs::Jobs};
use crate::embedding::{Embedding, Executor};

/// How deep JS calls may nest in a test.
pub(super) const RECURSION_LIMIT: usize = 6_000;
/// VM stack slots for each level of recursion.
const SLOTS_PER_LEVEL: usize = 64;

/// The ingredients of an engine. It can be sent to the thread that makes the engine.
#[derive(Debug, Clone)]
pub struct Blueprint {
    pub(super) async_context: bool,
    pub(super) embedding: Embedding,
    pub(super) prelude: Option<Arc<str>>,
}

impl Blueprint {
    /// Whether AsyncContext is installed.
    pub fn has_async_context(&self) -> bool {
        self.async_context
    }

    /// Makes an engine on this thread.
    pub(super) fn build(&self, can_block: bool, recursion_limit: usize) -> JsResult<Context> {
        set_gc_stress(self.embedding.gc_stress);
        let builder = Context::builder().can_block(can_block);
        let loader = FileModules::new();
        let (mut context, async_context, jobs) = if self.async_context {
            let async_context = AsyncContext::new(self.embedding.storage);
            let builder = builder
                .host_hooks(async_context.hooks(Rc::new(DefaultHooks)))
                .module_loader(async_context.modules(loader.clone()));
            let (context, jobs) = match self.embedding.executor {
                Executor::Own => {
                    let event_loop = EventLoop::new(&async_context);
                    let context = builder.job_executor(event_loop.clone()).build()?;
                    (context, Jobs::EventLoop(event_loop))
                }
                Executor::Foreign => {
                    let executor = Rc::new(SimpleJobExecutor::new());
                    let context = builder
                        .job_executor(async_context.jobs(executor.clone()))
                        .build()?;
                    (context, Jobs::Foreign(executor))
                }
            };
            (context, Some(async_context), jobs)
        } else {
            let builder = builder.module_loader(loader.clone());
            let (context, jobs) = match self.embedding.executor {
                Executor::Own => {
                    let event_loop = EventLoop::without_async_context();
                    let context = builder.job_executor(event_loop.clone()).build()?;
                    (context, Jobs::EventLoop(event_loop))
                }
                Executor::Foreign => {
                    let executor = Rc::new(SimpleJobExecutor::new());
                    let context = builder.job_executor(executor.clone()).build()?;
                    (context, Jobs::Foreign(executor))
                }
            };
            (context, None, jobs)
        };
        let limits = context.runtime_limits_mut();
        limits.set_recursion_limit(recursion_limit);
        let slots = recursion_limit.saturating_mul(SLOTS_PER_LEVEL);
        limits.set_stack_size_limit(slots.max(limits.stack_size_limit()));
        let host = Host::new(self.clone(), async_context, jobs, loader);
        host.listen();
        context.insert_data(host);
        Ok(context)
    }
}

/// Whether this engine has `Intl`.
pub fn has_intl(blueprint: &Blueprint) -> bool {
    blueprint
        .build(true, RECURSION_LIMIT)
        .and_then(|mut context| {
            let global = context.global_object();
            global.has_property(js_string!("Intl"), &mut context)
        })
        .unwrap_or(false)
}
