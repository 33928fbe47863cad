//! The state of a `Worker`, and the tasks with which its thread notifies it.

use std::{
    cell::{Cell, RefCell},
    sync::Arc,
};

use boa_async_context::{
    event_loop::{KeepAlive, Report},
    in_realm, on_close_realm,
};
use boa_engine::{
    Context, JsError, JsNativeError, JsObject, JsResult, JsValue, js_string, realm::Realm,
};
use boa_gc::{Finalize, Gc, GcRefCell, Trace};

use super::{
    admission::Admission,
    build::Plan,
    failure::Failure,
    handle::WorkerHandle,
    parent::{Parent, WorkerTasks},
    thread::{self, Setup},
};
use crate::{
    callback::report_exception,
    dom_exception::dom_error,
    events::{
        create::trusted_event_of,
        dispatch::dispatch,
        error_event::{ErrorDetails, ErrorEvent},
        listener::ListenerList,
    },
    mechanism::{Action, Holder, cause_of, external},
    messaging::{
        channel::{End, unique_number},
        outbox::Outbox,
        port_state::PortState,
        registry::Registry,
        target::MessageTarget,
    },
    worker_policy::WorkerRequest,
};

/// The state of a `Worker` object. The registry keeps it alive until its thread has ended or it is terminated.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct WorkerState {
    #[unsafe_ignore_trace]
    number: u64,
    registry: Gc<Registry<WorkerState>>,
    /// The realm in which its events are fired.
    realm: Realm,
    /// The implicit port on the parent's side.
    port: Gc<PortState>,
    target: GcRefCell<Option<MessageTarget>>,
    /// The mapping of the constructor, until the script is loaded.
    holder: Holder,
    #[unsafe_ignore_trace]
    action: Cell<Option<Action>>,
    #[unsafe_ignore_trace]
    handle: Arc<WorkerHandle>,
    /// Keeps the parent's event loop running.
    #[unsafe_ignore_trace]
    hold: RefCell<Option<KeepAlive>>,
}

/// Prepares the agent for `Worker` objects.
pub(super) fn install(context: &mut Context) {
    Registry::<WorkerState>::install(context);
    on_close_realm("workers", close_realm, context);
}

/// Terminates the workers of the current realm, which is closed, and returns how many were running.
fn close_realm(context: &mut Context) -> usize {
    let Some(registry) = Registry::<WorkerState>::find(context) else {
        return 0;
    };
    let workers = registry.receivers.all().into_iter();
    let workers: Vec<_> = workers
        .filter(|worker| worker.realm == *context.realm())
        .collect();
    for worker in &workers {
        worker.terminate();
    }
    workers.len()
}

/// The tasks with which the thread of a worker notifies the state of its object.
const TASKS: WorkerTasks = WorkerTasks {
    loaded,
    not_loaded,
    uncaught,
    broken,
    ended,
};

impl WorkerState {
    /// The state of a new worker, whose thread is not running yet.
    ///
    /// # Errors
    ///
    /// A "NotSupportedError" `DOMException` on an executor that takes no messages from other threads.
    pub(super) fn new(context: &Context) -> JsResult<Gc<Self>> {
        let registry = Registry::of(context)?;
        let port = PortState::new(&Registry::of(context)?, false, context);
        Ok(Gc::new(Self {
            number: unique_number(),
            registry,
            realm: context.realm().clone(),
            port,
            target: GcRefCell::default(),
            holder: Holder::default(),
            action: Cell::default(),
            handle: WorkerHandle::new(),
            hold: RefCell::default(),
        }))
    }

    /// The implicit port on the parent's side.
    pub(super) fn port(&self) -> &Gc<PortState> {
        &self.port
    }

    /// Gives a new worker its event target and the parent's end of the channel.
    pub(super) fn open(&self, target: MessageTarget, outside: End) {
        *self.target.borrow_mut() = Some(target.clone());
        PortState::open(&self.port, target, outside);
        self.port.start();
    }

    /// *Run a worker*: starts its thread
    ///
    /// <https://html.spec.whatwg.org/#run-a-worker>
    ///
    /// # Errors
    ///
    /// An "OperationError" `DOMException` if the operating system refuses the thread.
    pub(super) fn run(
        this: &Gc<Self>,
        request: WorkerRequest,
        admission: Admission,
        inside: End,
        context: &mut Context,
    ) -> JsResult<()> {
        let mailbox = &this.registry.link.mailbox;
        let setup = Setup {
            plan: Plan {
                request,
                policy: admission.policy,
                apis: admission.apis,
                install_apis: admission.install_apis,
                place: admission.place,
                outbox: Outbox::of(context),
            },
            inside,
            handle: this.handle.clone(),
            parent: Parent {
                mailbox: mailbox.clone(),
                worker: this.number,
                tasks: TASKS,
            },
        };
        let thread = thread::spawn(setup, admission.permit).map_err(|error| {
            let message = format!("cannot start the thread of a worker: {error}");
            dom_error("OperationError", &message, context)
        })?;
        admission.roster.add(this.handle.clone(), thread);
        this.action.set(Some(this.holder.begin(context)));
        *this.hold.borrow_mut() = Some(mailbox.hold());
        this.registry.receivers.add(this.number, this);
        this.registry.receivers.keep(this.number, true);
        Ok(())
    }

    /// `terminate()`
    ///
    /// <https://html.spec.whatwg.org/#terminate-a-worker>
    pub(super) fn terminate(&self) {
        self.handle.terminate();
        // From here on the parent gets no event of the worker.
        self.port.close();
        self.release();
    }

    /// Releases everything that the worker holds: its thread has ended, or it is terminated.
    fn release(&self) {
        self.loaded();
        self.registry.receivers.remove(self.number);
        drop(self.hold.take());
    }

    /// Releases the mapping of the constructor.
    fn loaded(&self) {
        if let Some(action) = self.action.take() {
            self.holder.end(action);
        }
    }

    /// Fires an event `error` at the worker in the current mapping. If no listener prevents the default, the exception is
    /// reported in the parent.
    ///
    /// <https://html.spec.whatwg.org/#runtime-script-errors-2>
    fn fail(&self, failure: Failure, context: &mut Context) -> JsResult<()> {
        let Some(MessageTarget { object, list }) = self.target.borrow().clone() else {
            return Ok(());
        };
        in_realm(&self.realm, context, |context| {
            if fire_error(&failure, &object, &list, context)? {
                let error = JsNativeError::error().with_message(failure.told());
                let error = JsError::from(error);
                let mapping = cause_of(&error, context);
                report_exception(&Report::uncaught(error, mapping), context);
            }
            Ok(())
        })
    }
}

/// Fires the event `error`. Returns `false` if a listener has prevented the default.
fn fire_error(
    failure: &Failure,
    object: &JsObject,
    list: &Gc<ListenerList>,
    context: &mut Context,
) -> JsResult<bool> {
    let details = ErrorDetails {
        message: js_string!(failure.message.as_str()),
        filename: js_string!(failure.file.as_str()),
        lineno: failure.line,
        colno: failure.column,
        // The value and the mapping are those of another agent, which cannot be sent here.
        error: JsValue::null(),
        async_context: JsValue::null(),
    };
    let (event, state) = trusted_event_of::<ErrorEvent, _>("error", true, details, context)?;
    dispatch(&event, &state, object, list, context)
}

/// The worker with a number, unless it is gone.
fn find(number: u64, context: &Context) -> Option<Gc<WorkerState>> {
    Registry::find(context)?.receivers.find(number)
}

/// The task for a script that is loaded and parsed.
fn loaded(number: u64, context: &mut Context) -> JsResult<()> {
    if let Some(worker) = find(number, context) {
        worker.loaded();
    }
    Ok(())
}

/// The task for a script that cannot be loaded or parsed.
fn not_loaded(number: u64, failure: Failure, context: &mut Context) -> JsResult<()> {
    let Some(worker) = find(number, context) else {
        return Ok(());
    };
    match worker.action.take() {
        Some(action) => worker
            .holder
            .fire_last(action, context, |context| worker.fail(failure, context)),
        None => Ok(()),
    }
}

/// The task for an uncaught exception in the worker.
fn uncaught(number: u64, failure: Failure, context: &mut Context) -> JsResult<()> {
    let Some(worker) = find(number, context) else {
        return Ok(());
    };
    external(context, |context| worker.fail(failure, context))
}

/// The task for a worker that has broken down: an event `error`, and then nothing more of it.
fn broken(number: u64, failure: Failure, context: &mut Context) -> JsResult<()> {
    let Some(worker) = find(number, context) else {
        return Ok(());
    };
    // Nothing is released yet: the thread is about to end, and tells that when it has given its place back.
    match worker.action.take() {
        Some(action) => worker
            .holder
            .fire_last(action, context, |context| worker.fail(failure, context)),
        None => external(context, |context| worker.fail(failure, context)),
    }
}

/// The task for the end of the thread.
fn ended(number: u64, context: &mut Context) -> JsResult<()> {
    if let Some(worker) = find(number, context) {
        worker.release();
    }
    Ok(())
}
