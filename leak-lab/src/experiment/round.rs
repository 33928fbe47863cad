//! What a round of an experiment can use.

use std::{
    error::Error,
    future::Future as _,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context as TaskContext, Wake, Waker},
};

use boa_async_context::Runtime;
use boa_engine::{JsNativeError, JsObject, JsString, JsValue};

use super::watch::{Watch, Watched};

/// The size of the array in a payload: about 1 KB, as in the JavaScript scenarios.
const BALLAST: usize = 128;

/// A round of an [`Experiment`](super::Experiment).
pub struct Round<'a> {
    pub(super) number: u64,
    pub(super) runtime: &'a mut Runtime,
    pub(super) watched: &'a mut Watched,
}

impl Round<'_> {
    /// The number of the round, from 0.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.number
    }

    /// The runtime of the experiment.
    pub fn runtime(&mut self) -> &mut Runtime {
        self.runtime
    }

    /// Watches a value, which must be gone after the round, unless the experiment allows otherwise. The value is not kept
    /// alive. Costs a weak reference.
    ///
    /// # Errors
    ///
    /// Those of `new WeakRef(object)`.
    pub fn watch(&mut self, group: &str, value: &impl Watch) -> Result<(), Box<dyn Error>> {
        let context = &mut *self.runtime.context_mut();
        Ok(self.watched.add(group, value, context)?)
    }

    /// A new JavaScript object of about 1 KB that is watched: `{ round, ballast }`.
    ///
    /// # Errors
    ///
    /// As [`watch`](Self::watch).
    pub fn payload(&mut self, group: &str) -> Result<JsObject, Box<dyn Error>> {
        let mut context = self.runtime.context_mut();
        let ballast = vec![JsValue::from(0.5); BALLAST];
        let ballast = boa_engine::object::builtins::JsArray::from_iter(ballast, &mut context);
        let object = JsObject::with_object_proto(context.intrinsics());
        object.set(JsString::from("round"), self.number, true, &mut context)?;
        object.set(JsString::from("ballast"), ballast, true, &mut context)?;
        drop(context);
        self.watch(group, &object)?;
        Ok(object)
    }

    /// Calls a function of the global object, with `this` undefined.
    ///
    /// # Errors
    ///
    /// If there is no such function, and what it throws.
    pub fn call(&mut self, name: &str, arguments: &[JsValue]) -> Result<JsValue, Box<dyn Error>> {
        let context = &mut *self.runtime.context_mut();
        let function = context.global_object().get(JsString::from(name), context)?;
        let Some(function) = function.as_callable() else {
            let message = format!("globalThis.{name} is not a function");
            return Err(JsNativeError::typ().with_message(message).into());
        };
        Ok(function.call(&JsValue::undefined(), arguments, context)?)
    }

    /// Runs what is ready in the event loop, and does not wait: timers that are not due stay. A native future that
    /// would wait is dropped; use [`Runtime::run_until_idle_blocking`] where a round has such. Like the loop itself, it does
    /// not return while the program always queues something new that is ready.
    ///
    /// # Errors
    ///
    /// [`boa_async_context::Error::Blocking`] if the operating system refuses a tokio runtime.
    pub fn run_ready(&mut self) -> Result<(), Box<dyn Error>> {
        Ok(self.runtime.block_on(async |runtime| {
            let mut running = pin!(runtime.run_until_idle());
            let woken = Arc::new(Woken::default());
            let waker = Waker::from(woken.clone());
            let mut task = TaskContext::from_waker(&waker);
            // The loop wakes itself when it only yields.
            while running.as_mut().poll(&mut task).is_pending()
                && woken.0.swap(false, Ordering::SeqCst)
            {}
        })?)
    }
}

#[derive(Default)]
struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::SeqCst);
    }
}
