//! Callbacks that can be interrupted.
//!
//! The engine gives way to others only amid a script that it evaluates asynchronously, not amid a function
//! that Rust calls. So in a worker a listener is called by a script, as the bound function that it needs no
//! `this` and no arguments for; between two slices of it the worker looks whether it is terminated.
//!
//! So are the callbacks of schedulers. What a built-in calls inside of either (the callback of `forEach` or of
//! `variable.run`) and what a promise job calls run to their end still.

use std::{
    future::Future,
    pin::pin,
    sync::Arc,
    task::{self, Poll, Waker},
};

use boa_engine::{
    Context, JsObject, JsResult, JsValue, Script, Source, builtins::function::OrdinaryFunction,
    error::RuntimeLimitError, js_string, object::builtins::JsFunction,
};

use super::handle::WorkerHandle;

/// What the VM does between two looks, far below a millisecond.
const BUDGET: u32 = 10_000;

/// In the data of a worker's context.
#[derive(Clone)]
struct Caller {
    handle: Arc<WorkerHandle>,
    script: Script,
    /// The global object of the script, which the program can not see.
    global: JsObject,
    bind: JsFunction,
}

/// Makes the listeners of this context end with the worker.
pub(super) fn install(handle: &Arc<WorkerHandle>, context: &mut Context) -> JsResult<()> {
    let prototype = context.intrinsics().constructors().function().prototype();
    let bind = prototype.get(js_string!("bind"), context)?;
    let Some(bind) = bind.as_function() else {
        return Ok(());
    };
    let realm = context.create_realm()?;
    let outer = context.enter_realm(realm.clone());
    let global = context.global_object();
    context.enter_realm(outer);
    let script = Script::parse(Source::from_bytes("listener()"), Some(realm), context)?;
    context.insert_data(Caller {
        handle: handle.clone(),
        script,
        global,
        bind,
    });
    Ok(())
}

/// Calls a listener; in a worker so that it ends when the worker is terminated.
///
/// # Errors
///
/// What it throws; an error of the engine, which no JS code can catch, if it was interrupted.
pub(crate) fn call_listener(
    listener: &JsObject,
    this: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    // Amid other code that other code could not be ended, and would find the VM in the midst of this.
    let is_outermost = context.stack_trace().next().is_none();
    let caller = context.get_data::<Caller>();
    let caller = caller.filter(|_| is_outermost && listener.is::<OrdinaryFunction>());
    let Some(caller) = caller.cloned() else {
        return listener.call(this, args, context);
    };
    let bound: Vec<JsValue> = [this.clone()]
        .into_iter()
        .chain(args.iter().cloned())
        .collect();
    let bound = caller.bind.call(&listener.clone().into(), &bound, context);
    // A getter that the program has put on the function may throw.
    let Ok(bound) = bound else {
        return listener.call(this, args, context);
    };
    let key = js_string!("listener");
    caller.global.set(key.clone(), bound, true, context)?;
    let result = caller.run(context);
    caller
        .global
        .set(key, JsValue::undefined(), true, context)?;
    result
}

impl Caller {
    fn run(&self, context: &mut Context) -> JsResult<JsValue> {
        let mut running = pin!(self.script.evaluate_async_with_budget(context, BUDGET));
        let mut waker = task::Context::from_waker(Waker::noop());
        loop {
            // It never waits for anything but its turn.
            if let Poll::Ready(result) = running.as_mut().poll(&mut waker) {
                return result;
            }
            if self.handle.is_terminated() {
                return Err(RuntimeLimitError::LoopIteration.into());
            }
        }
    }
}
