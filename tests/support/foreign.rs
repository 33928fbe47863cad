//! A context over a host's own executor: needs no event loop of ours.
#![allow(dead_code, reason = "each test binary uses its own part of this")]

use std::rc::Rc;

use boa_async_context::{AsyncContext, Storage};
use boa_engine::{Context, Source, job::JobExecutor};

/// A context with AsyncContext over a host's own executor.
pub fn installed<E: JobExecutor + 'static>(executor: Rc<E>) -> (AsyncContext, Context) {
    let async_context = AsyncContext::new(Storage::Weak);
    let mut context = Context::builder()
        .host_hooks(async_context.default_hooks())
        .job_executor(async_context.jobs(executor))
        .build()
        .expect("a context");
    async_context.install(&mut context).expect("installed");
    (async_context, context)
}

/// Evaluates a script in a context and returns its value as a string.
#[track_caller]
pub fn eval(context: &mut Context, source: &str) -> String {
    let value = context
        .eval(Source::from_bytes(source))
        .unwrap_or_else(|error| panic!("{error}"));
    value
        .to_string(context)
        .expect("a string")
        .to_std_string_escaped()
}
