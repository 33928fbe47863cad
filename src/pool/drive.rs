//! A tenant on its thread, from its load to its end.

use std::{
    any::Any,
    future::{Future, poll_fn},
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    pin::pin,
    rc::Rc,
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use boa_engine::object::builtins::JsPromise;
use futures_util::FutureExt;
use tokio::sync::{mpsc::UnboundedReceiver, oneshot};

use super::{
    error::UnloadError,
    health::TenantState,
    load_error::LoadError,
    record::Record,
    tenant::{Define, Program, Tenant},
};
use crate::{
    event_loop::{EventLoop, KeepAlive, Settled},
    inspect::describe_error,
    runtime::{Error, Runtime, ShutdownReport},
};

/// Ends a tenant in order, within a time.
pub(super) struct Unload {
    pub(super) limit: Duration,
    pub(super) reply: oneshot::Sender<Result<ShutdownReport, UnloadError>>,
}

/// A tenant for a thread.
pub(super) struct Load {
    pub(super) tenant: Tenant,
    pub(super) record: Arc<Record>,
    /// Closed when the pool ends.
    pub(super) control: UnboundedReceiver<Unload>,
    pub(super) loaded: oneshot::Sender<Result<(), LoadError>>,
    /// How long an end may take that nobody has asked for with a limit of his own.
    pub(super) grace: Duration,
    /// Removes the tenant from the pool.
    pub(super) forget: Box<dyn Fn() + Send>,
}

/// How the life of a loaded tenant ended.
enum End {
    /// Somebody unloads it; `None` when the pool ends.
    Unload(Option<Unload>),
    /// Its event loop was ended.
    LoopEnded,
}

/// Runs a tenant to its end. Never panics.
pub(super) async fn drive(load: Load) {
    let Load {
        tenant,
        record,
        mut control,
        loaded,
        grace,
        forget,
    } = load;
    let on_thread = OnThread(record.clone());
    let (mut runtime, hold) = match start(tenant, &record, &mut control).await {
        Ok(started) => started,
        Err(NotStarted { error, unload }) => {
            record.set_state(TenantState::NotLoaded(error.clone()));
            // Before somebody hears of it.
            drop(on_thread);
            refuse_unloading(unload, control, &record, &*forget);
            let _ = loaded.send(Err(error));
            return;
        }
    };
    record.set_state(TenantState::Running);
    // Nobody may be waiting for it any more.
    let _ = loaded.send(Ok(()));

    let event_loop = runtime.event_loop().clone();
    let living = live(&mut runtime, &mut control);
    let ended = turns(&record, event_loop, living).await;
    match ended {
        Ok(End::Unload(unload)) => {
            record.set_state(TenantState::Unloading);
            let (limit, reply) = match unload {
                Some(Unload { limit, reply }) => (limit, Some(reply)),
                None => (grace, None),
            };
            let report = shut_down(runtime, hold, limit, &record, reply.is_some()).await;
            forget();
            record.set_state(TenantState::Ended);
            drop(on_thread);
            if let Some(reply) = reply {
                let _ = reply.send(report.map_err(UnloadError::Panicked));
            }
        }
        Ok(End::LoopEnded) => {
            drop(hold);
            let resources = runtime.resources().clone();
            // Begun in the order of creation, and before the handles are collected, so that none counts as forgotten.
            resources.begin_shutdown();
            // It may have ended because of its memory, which the tenants of a thread share: so that is free before
            // another of them has a turn.
            record.turn(|| {
                // A panic here would be one of the host, in a `Drop` of its own.
                let dropped = catch_unwind(AssertUnwindSafe(|| runtime.drop_work()));
                drop(dropped);
                end(runtime, true);
            });
            // How they have ended is in the report of the host's `Resources`, if it has kept a clone.
            let _ = resources.shutdown(grace).await;
            record.set_state(TenantState::Ended);
            drop(on_thread);
        }
        Err(panic) => {
            record.set_state(TenantState::Failed(text_of(&*panic)));
            drop(hold);
            let resources = runtime.resources().clone();
            end(runtime, true);
            // After a panic of the engine the handles are leaked, and nothing else closes what they hold.
            let _ = resources.shutdown(grace).await;
            drop(on_thread);
        }
    }
    refuse_unloading(None, control, &record, &*forget);
}

/// Answers those who have asked to unload a tenant that is over, `first` among them. Whoever comes later is told by the pool.
fn refuse_unloading(
    first: Option<Unload>,
    mut control: UnboundedReceiver<Unload>,
    record: &Record,
    forget: &dyn Fn(),
) {
    control.close();
    let waiting = std::iter::from_fn(|| control.try_recv().ok());
    for Unload { reply, .. } in first.into_iter().chain(waiting) {
        forget();
        let _ = reply.send(Err(UnloadError::State(record.state())));
    }
}

/// Why a tenant was not started.
struct NotStarted {
    error: LoadError,
    /// Somebody unloads it.
    unload: Option<Unload>,
}

impl From<LoadError> for NotStarted {
    fn from(error: LoadError) -> Self {
        Self {
            error,
            unload: None,
        }
    }
}

/// Builds the runtime and loads the program. Nothing is left of it if that fails.
async fn start(
    tenant: Tenant,
    record: &Arc<Record>,
    control: &mut UnboundedReceiver<Unload>,
) -> Result<(Runtime, KeepAlive), NotStarted> {
    let Tenant {
        program,
        build,
        define,
        ..
    } = tenant;
    // The runtime is outside of everything that may be unwound, and dropped after the unwinding.
    let mut runtime = match record.turn(|| catch_unwind(AssertUnwindSafe(build))) {
        Ok(Ok(runtime)) => runtime,
        Ok(Err(error)) => return Err(LoadError::Setup(error.to_string()).into()),
        Err(panic) => return Err(LoadError::Panicked(text_of(&*panic)).into()),
    };
    if let Err(error) = record.turn(|| define_all(define, &mut runtime)) {
        record.turn(|| end(runtime, true));
        return Err(error.into());
    }
    let mailbox = runtime.event_loop().mailbox();
    record.set_mailbox(mailbox.clone());
    let hold = mailbox.hold();

    let event_loop = runtime.event_loop().clone();
    let program = with_control(control, run_program(&mut runtime, program));
    let failure = match turns(record, event_loop, program).await {
        Ok(Ok(Ok(()))) => return Ok((runtime, hold)),
        Ok(Ok(Err(error))) => error.into(),
        // The pool ends, or it is unloaded.
        Ok(Err(unload)) => NotStarted {
            error: LoadError::Ended,
            unload,
        },
        Err(panic) => LoadError::Panicked(text_of(&*panic)).into(),
    };
    drop(hold);
    record.turn(|| end(runtime, true));
    Err(failure)
}

/// Defines what the tenant's host wants.
fn define_all(define: Vec<Define>, runtime: &mut Runtime) -> Result<(), LoadError> {
    let define = AssertUnwindSafe(|| {
        define
            .into_iter()
            .try_for_each(|define| define(&mut *runtime))
    });
    match catch_unwind(define) {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(LoadError::Setup(describe_error(&error))),
        Err(panic) => Err(LoadError::Panicked(text_of(&*panic))),
    }
}

/// A tenant that is on its thread until this is dropped.
struct OnThread(Arc<Record>);

impl Drop for OnThread {
    fn drop(&mut self) {
        self.0.thread.tenants.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Polls a future of the tenant, each time as a turn. An error is a panic.
async fn turns<F: Future>(
    record: &Arc<Record>,
    event_loop: Rc<EventLoop>,
    future: F,
) -> Result<F::Output, Box<dyn Any + Send>> {
    let mut future = pin!(AssertUnwindSafe(future).catch_unwind());
    poll_fn(|cx| {
        let poll = record.turn(|| future.as_mut().poll(cx));
        record.note(&event_loop);
        poll
    })
    .await
}

/// Runs `future` until it ends, or something comes through `control`: `Err`.
async fn with_control<T>(
    control: &mut UnboundedReceiver<Unload>,
    future: impl Future<Output = T>,
) -> Result<T, Option<Unload>> {
    tokio::select! {
        biased;
        unload = control.recv() => Err(unload),
        done = future => Ok(done),
    }
}

/// Loads the program, and runs the loop until it is loaded.
async fn run_program(runtime: &mut Runtime, program: Program) -> Result<(), LoadError> {
    let failed = |error: Error| match error {
        Error::EnginePanicked(panic) => LoadError::Panicked(panic.to_string()),
        error => LoadError::Program(error.to_string()),
    };
    let promise = match program {
        Program::Script { name, text } => {
            let script = runtime.run_script_text(&name, &text).await;
            return script.map(drop).map_err(failed);
        }
        Program::Module { name, text } => runtime.run_module_text(&name, &text),
        Program::File(path) => runtime.run_module(path),
    };
    let evaluated = until_evaluated(runtime, &promise.map_err(failed)?).await;
    match runtime.engine_panic() {
        Some(panic) => Err(LoadError::Panicked(panic.to_string())),
        None => evaluated,
    }
}

/// Runs the loop until a module is evaluated.
async fn until_evaluated(runtime: &mut Runtime, promise: &JsPromise) -> Result<(), LoadError> {
    match runtime.run_until_settled(promise).await {
        Settled::Fulfilled(_) => Ok(()),
        Settled::Rejected(error) => Err(LoadError::Program(describe_error(&error))),
        // Somebody has ended the loop.
        Settled::Never | Settled::Stopped => Err(LoadError::Ended),
    }
}

/// Runs the loop of a tenant that is loaded.
async fn live(runtime: &mut Runtime, control: &mut UnboundedReceiver<Unload>) -> End {
    let mailbox = runtime.event_loop().mailbox();
    loop {
        match with_control(control, runtime.run_until_idle()).await {
            Err(unload) => return End::Unload(unload),
            Ok(()) if mailbox.is_ended() => return End::LoopEnded,
            // Somebody has stopped the loop, which ends a run and not the tenant; or the engine has panicked, which is as any
            // other panic of the tenant.
            Ok(()) => {
                if let Some(panic) = runtime.engine_panic() {
                    resume_unwind(Box::new(panic.to_string()));
                }
            }
        }
    }
}

/// Shuts the runtime down, drops it, and if `collects` is set, collects the garbage that it leaves in the heap of the thread.
async fn shut_down(
    mut runtime: Runtime,
    hold: KeepAlive,
    limit: Duration,
    record: &Arc<Record>,
    collects: bool,
) -> Result<ShutdownReport, String> {
    drop(hold);
    let event_loop = runtime.event_loop().clone();
    let report = turns(record, event_loop, runtime.shutdown(limit)).await;
    record.turn(|| end(runtime, collects));
    report.map_err(|panic| text_of(&*panic))
}

/// Drops a runtime that may have panicked, and collects the garbage that it leaves.
fn end(runtime: Runtime, collects: bool) {
    let dropped = catch_unwind(AssertUnwindSafe(|| {
        drop(runtime);
        if collects {
            boa_gc::force_collect();
        }
    }));
    if let Err(panic) = dropped {
        // What was not dropped is leaked. The message of the panic was printed by its hook.
        drop(panic);
    }
}

/// The message of a panic.
fn text_of(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("a panic without a message").to_owned()
}
