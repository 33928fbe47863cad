//! Loading a graph of modules without waiting.

use std::{
    cell::RefCell,
    pin::pin,
    task::{self, Poll, Waker},
};

use boa_engine::{
    Context, JsError, JsNativeError, JsResult, Module, builtins::promise::PromiseState,
    job::NativeAsyncJob,
};

use super::{settled::handle_rejection, state::EventLoop};

impl EventLoop {
    /// Loads all that a module imports before it returns, for a synchronous call of a program such as `require()`. The module
    /// can be linked then.
    ///
    /// The engine loads modules in native futures, which wait for the loop. Here each of them is polled once, so the module
    /// loader must not wait, as [`FileModules`](crate::FileModules) does not. Nothing else of the loop runs. Call it on the thread
    /// of the context, in the [empty mapping](crate::Agent::run_in): the futures clear the mapping that is current.
    ///
    /// # Errors
    ///
    /// What the module loader fails with, and a `TypeError` if it waits.
    pub fn load_at_once(&self, module: &Module, context: &mut Context) -> JsResult<()> {
        let outer = self.at_once.replace(Some(Vec::new()));
        let loaded = module.load(context);
        while let Some(job) = self.next_at_once() {
            run(job, context);
            #[cfg(not(exact_export_names))]
            if let Some(async_context) = &self.async_context {
                async_context.agent().imports().end();
            }
        }
        self.at_once.replace(outer);
        match loaded.state() {
            PromiseState::Fulfilled(_) => Ok(()),
            PromiseState::Rejected(reason) => {
                handle_rejection(&loaded, context)?;
                Err(JsError::from_opaque(reason))
            }
            PromiseState::Pending => Err(JsNativeError::typ()
                .with_message("the module loader waits for something, so the modules cannot be loaded at once: use import()")
                .into()),
        }
    }

    fn next_at_once(&self) -> Option<NativeAsyncJob> {
        self.at_once.borrow_mut().as_mut()?.pop()
    }
}

/// Polls a native future once.
fn run(job: NativeAsyncJob, context: &mut Context) {
    let context = RefCell::new(context);
    let future = pin!(job.call(&context));
    // An error is also the reason that the promise of the graph is rejected with, or the future of an abandoned graph.
    let _: Poll<JsResult<_>> = future.poll(&mut task::Context::from_waker(Waker::noop()));
}
