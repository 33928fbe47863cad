//! Calling a function of the program, in a worker so that its termination interrupts the call.
//!
//! The engine can be interrupted only while it evaluates a script asynchronously, not while Rust calls a function.
//! In a worker, therefore, a script of three tokens calls the callback, which is a bound function so that it needs
//! neither `this` nor arguments. Between two slices of the script the worker checks whether it is terminated.
//!
//! Callbacks of built-ins (for example that of `forEach` or of `variable.run`) and promise jobs still run to their
//! end.

use std::{
    future::Future,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{self, Poll, Waker},
};

use boa_async_context::{EventLoop, in_realm, is_of_closed_realm};
use boa_engine::{
    Context, JsObject, JsResult, JsValue, Script, Source, builtins::function::OrdinaryFunction,
    error::RuntimeLimitError, js_string, object::builtins::JsFunction,
};

use crate::{mechanism::contained, webidl::built_in};

/// How much the VM executes between two checks of the flag: far less than a millisecond's work.
const BUDGET: u32 = 10_000;

/// What an interruptible call needs, in the data of the context.
#[derive(Clone)]
struct Caller {
    is_terminated: Arc<AtomicBool>,
    script: Script,
    /// The global object of the script, which the program cannot reach.
    global: JsObject,
    bind: JsFunction,
}

/// Makes the callbacks of this context interruptible: once `is_terminated` is set, [`call_function`] ends the
/// running callback with an error of the engine.
///
/// # Errors
///
/// An exception if the realm of the calling script cannot be created.
pub(crate) fn make_interruptible(
    is_terminated: Arc<AtomicBool>,
    context: &mut Context,
) -> JsResult<()> {
    let prototype = |context: &Context| context.intrinsics().constructors().function().prototype();
    let Some(bind) = built_in(prototype, "bind", context)? else {
        return Ok(());
    };
    let realm = context.create_realm()?;
    let global = in_realm(&realm, context, |context| context.global_object());
    let script = Script::parse(Source::from_bytes("listener()"), Some(realm), context)?;
    context.insert_data(Caller {
        is_terminated,
        script,
        global,
        bind,
    });
    Ok(())
}

/// Calls a callback function in the current mapping, unless it belongs to a closed realm. What it enters there ends with the
/// call. In an interruptible context the call ends when the context is terminated.
///
/// <https://webidl.spec.whatwg.org/#invoke-a-callback-function>
///
/// # Errors
///
/// The exception that the callback throws; if the call was interrupted, an error of the engine, which no JS code
/// can catch.
pub(crate) fn call_function(
    callback: &JsObject,
    this: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    // Nothing of a closed realm runs by itself any more.
    if is_of_closed_realm(callback) {
        return Ok(JsValue::undefined());
    }
    contained(context, |context| {
        call_interruptibly(callback, this, args, context)
    })
}

fn call_interruptibly(
    callback: &JsObject,
    this: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    // Inside a call of other code, that code could not be ended, and it would find the VM in the middle of the
    // script.
    let is_outermost = context.stack_trace().next().is_none();
    let caller = context.get_data::<Caller>();
    let caller = caller.filter(|_| is_outermost && callback.is::<OrdinaryFunction>());
    let Some(caller) = caller.cloned() else {
        return callback.call(this, args, context);
    };
    let bound: Vec<JsValue> = [this.clone()]
        .into_iter()
        .chain(args.iter().cloned())
        .collect();
    let bound = caller.bind.call(&callback.clone().into(), &bound, context);
    // A getter that the program has put on the function may throw.
    let Ok(bound) = bound else {
        return callback.call(this, args, context);
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
    /// Evaluates the script to its end, or until the context is terminated.
    fn run(&self, context: &mut Context) -> JsResult<JsValue> {
        let mut running = pin!(self.script.evaluate_async_with_budget(context, BUDGET));
        let mut waker = task::Context::from_waker(Waker::noop());
        loop {
            // The future is pending only when its budget is used up, so it is polled again at once.
            if let Poll::Ready(result) = running.as_mut().poll(&mut waker) {
                return result;
            }
            if self.is_terminated.load(Ordering::SeqCst) {
                return Err(RuntimeLimitError::LoopIteration.into());
            }
        }
    }
}

/// *Clean up after running script*. Call it after each callback: if no code of the program is running any more, its
/// microtasks run, before the next callback of the same task.
///
/// <https://html.spec.whatwg.org/#clean-up-after-running-script>
pub(crate) fn clean_up_after_callback(context: &mut Context) {
    if context.stack_trace().next().is_some() {
        return;
    }
    if let Some(event_loop) = context.downcast_job_executor::<EventLoop>() {
        event_loop.perform_microtask_checkpoint(context);
    }
}
