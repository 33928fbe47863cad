//! The interface `Worker`, and what its thread has to say.
//!
//! <https://html.spec.whatwg.org/#dedicated-workers-and-the-worker-interface>

use std::{
    cell::{Cell, RefCell},
    path::PathBuf,
    rc::Rc,
    sync::Arc,
};

use boa_async_context::{
    Agent, EventLoop,
    event_loop::{KeepAlive, Report},
};
use boa_engine::{
    Context, JsArgs, JsError, JsNativeError, JsObject, JsResult, JsValue,
    context::intrinsics::StandardConstructor, js_string, module::Referrer, realm::Realm,
};
use boa_gc::{Finalize, Gc, GcRefCell, Trace};

use super::{
    handle::{Roster, WorkerHandle},
    location::Location,
    thread::{self, Failure, Parent, Setup},
};
use crate::{
    WebApis,
    dom_exception::dom_error,
    errors::{
        error_event::{ErrorDetails, ErrorEvent},
        report::report_exception,
    },
    events::{
        dispatch::dispatch,
        event::trusted_event_of,
        listener::ListenerList,
        target::{EventTarget, TargetSlots, as_target_of},
    },
    mechanism::{Action, Holder, cause_of, external},
    messaging::{
        channel::{End, unique_number},
        port::post,
        port_state::{PortState, PortTarget},
        registry::Registry,
        transfer::transfer_argument,
    },
    webidl::{
        Interface, dictionary, illegal_invocation, interface, member, pair_of, prototype_from,
        require, require_new, type_error,
    },
};

interface!(Worker);

/// What an agent knows of the workers it makes.
struct AgentWorkers {
    roster: Rc<Roster>,
    apis: WebApis,
}

/// A worker, for its parent. It lives until its thread has ended or it is terminated.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct WorkerState {
    #[unsafe_ignore_trace]
    number: u64,
    registry: Gc<Registry>,
    realm: Realm,
    /// The port on this side.
    port: Gc<PortState>,
    target: GcRefCell<Option<PortTarget>>,
    /// The call of the constructor, until the script is loaded.
    holder: Holder,
    #[unsafe_ignore_trace]
    action: Cell<Option<Action>>,
    #[unsafe_ignore_trace]
    handle: Arc<WorkerHandle>,
    #[unsafe_ignore_trace]
    hold: RefCell<Option<KeepAlive>>,
}

/// Makes the intrinsics of the current realm.
pub(super) fn install(apis: WebApis, context: &mut Context) -> JsResult<StandardConstructor> {
    if !context.has_data::<AgentWorkers>()
        && let Some(event_loop) = context.downcast_job_executor::<EventLoop>()
    {
        let roster = Rc::<Roster>::default();
        // The context alone keeps them.
        let ending = Rc::downgrade(&roster);
        event_loop.on_shutdown(move || {
            if let Some(roster) = ending.upgrade() {
                roster.end();
            }
        });
        context.insert_data(AgentWorkers { roster, apis });
    }
    let target = pair_of::<EventTarget>(context)?;
    let pair = Interface::new::<Worker>(1, construct, context)
        .inherit(&target)
        .operation("postMessage", 1, post_message)
        .operation("terminate", 0, |this, _, _| {
            worker(this)?.terminate();
            Ok(JsValue::undefined())
        })
        .event_handler("onmessage", list)
        .event_handler("onmessageerror", list)
        .event_handler("onerror", list)
        .register::<Worker>();
    Ok(pair)
}

/// `new Worker(scriptURL, options)`
///
/// <https://html.spec.whatwg.org/#dom-worker>
fn construct(new_target: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require_new::<Worker>(new_target)?;
    require(args, 1, "Worker")?;
    let specifier = args.get_or_undefined(0).to_string(context)?;
    let options = dictionary(args.get(1), "Worker: the second argument")?;
    let name = match member(options.as_ref(), "name", context)? {
        Some(name) => name.to_string(context)?.to_std_string_lossy(),
        None => String::new(),
    };
    let is_module = is_module(options.as_ref(), context)?;
    let prototype = prototype_from::<Worker>(new_target, context)?;
    let registry = Registry::of(context)?;
    let referrer = referrer(context);
    let location = Location::of(&specifier.to_std_string_lossy(), referrer.as_deref());

    // 6. Let worker be a new Worker object. 7. Let outside port be a new MessagePort.
    let (outside, inside) = End::pair();
    let port = PortState::new(&registry, false, context);
    let worker = Gc::new(WorkerState {
        number: unique_number(),
        registry: registry.clone(),
        realm: context.realm().clone(),
        port: port.clone(),
        target: GcRefCell::default(),
        holder: Holder::default(),
        action: Cell::default(),
        handle: WorkerHandle::new(),
        hold: RefCell::default(),
    });
    let slots = TargetSlots::with_state(worker.clone());
    let list = slots.list();
    let object = JsObject::from_proto_and_data(prototype, slots);
    let target = PortTarget {
        object: object.clone(),
        list,
    };
    *worker.target.borrow_mut() = Some(target.clone());
    PortState::open(&port, target, outside);
    port.start();
    // 9. Run this step in parallel: run a worker.
    WorkerState::run(&worker, location, name, is_module, inside, context)?;
    // 10. Return worker.
    Ok(object.into())
}

fn is_module(options: Option<&JsObject>, context: &mut Context) -> JsResult<bool> {
    let Some(kind) = member(options, "type", context)? else {
        return Ok(false);
    };
    match kind.to_string(context)?.to_std_string_lossy().as_str() {
        "classic" => Ok(false),
        "module" => Ok(true),
        other => Err(type_error(format!("Worker: there is no type `{other}`"))),
    }
}

/// The file of the code that runs.
fn referrer(context: &Context) -> Option<PathBuf> {
    // Outside of any code there is no frame to look at.
    context.stack_trace().next()?;
    let runnable = context.get_active_script_or_module()?;
    Referrer::from(runnable).path().map(Into::into)
}

impl WorkerState {
    fn run(
        this: &Gc<Self>,
        location: Location,
        name: String,
        is_module: bool,
        inside: End,
        context: &mut Context,
    ) -> JsResult<()> {
        let Some((roster, apis)) = context
            .get_data::<AgentWorkers>()
            .map(|workers| (workers.roster.clone(), workers.apis.clone()))
        else {
            return Err(type_error("workers are not registered in this context"));
        };
        let mailbox = &this.registry.link.mailbox;
        let setup = Setup {
            location,
            name,
            is_module,
            storage: Agent::of(context).map(|agent| agent.storage()),
            apis,
            inside,
            handle: this.handle.clone(),
            parent: Parent {
                mailbox: mailbox.clone(),
                worker: this.number,
            },
        };
        let thread = thread::spawn(setup).map_err(|error| {
            let message = format!("cannot start the thread of a worker: {error}");
            dom_error("OperationError", &message, context)
        })?;
        roster.add(this.handle.clone(), thread);
        this.action.set(Some(this.holder.begin(context)));
        *this.hold.borrow_mut() = Some(mailbox.hold());
        this.registry.workers.add(this.number, this);
        this.registry.workers.keep(this.number, true);
        Ok(())
    }

    /// `terminate()`
    fn terminate(&self) {
        self.handle.terminate();
        // From here on nothing of it is heard.
        self.port.close();
        self.let_go();
    }

    /// The thread has ended, or nobody wants to know.
    fn let_go(&self) {
        self.loaded();
        self.registry.workers.remove(self.number);
        drop(self.hold.take());
    }

    /// No event of the constructor will follow.
    fn loaded(&self) {
        if let Some(action) = self.action.take() {
            self.holder.end(action);
        }
    }

    /// Fires an `error` event, in the current mapping; if no listener prevents it, the parent has the exception
    /// for its own.
    fn fail(&self, failure: Failure, context: &mut Context) -> JsResult<()> {
        let Some(PortTarget { object, list }) = self.target.borrow().clone() else {
            return Ok(());
        };
        let outer = context.enter_realm(self.realm.clone());
        let result = fire_error(&failure, &object, &list, context);
        if let Ok(true) = result {
            let message = failure.message;
            let message = message.strip_prefix("Uncaught ").unwrap_or(&message);
            let place = format!("{}:{}:{}", failure.file, failure.line, failure.column);
            let error =
                JsNativeError::error().with_message(format!("{message} (in the worker {place})"));
            let error = JsError::from(error);
            let mapping = cause_of(&error, context);
            report_exception(&Report::uncaught(error, mapping), context);
        }
        context.enter_realm(outer);
        result.map(drop)
    }
}

/// Whether no listener has prevented it.
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
        // Neither the value nor the mapping of another agent.
        error: JsValue::null(),
        async_context: JsValue::null(),
    };
    let (event, state) = trusted_event_of::<ErrorEvent, _>("error", true, details, context)?;
    dispatch(&event, &state, object, list, context)
}

fn worker(this: &JsValue) -> JsResult<Gc<WorkerState>> {
    as_target_of::<WorkerState>(this)
        .map(|(_, _, worker)| worker)
        .ok_or_else(|| illegal_invocation("Worker"))
}

fn list(this: &JsValue, _: &Context) -> Option<Gc<ListenerList>> {
    as_target_of::<WorkerState>(this).map(|(_, list, _)| list)
}

/// `postMessage(message, transfer)`, `postMessage(message, options)`
fn post_message(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let worker = worker(this)?;
    require(args, 1, "postMessage")?;
    let transfer = transfer_argument(args.get_or_undefined(1), "postMessage", context)?;
    post(
        &worker.port,
        None,
        args.get_or_undefined(0),
        &transfer,
        context,
    )
}

fn find(number: u64, context: &Context) -> Option<Gc<WorkerState>> {
    Registry::find(context)?.workers.find(number)
}

/// The script is loaded and parsed.
pub(super) fn loaded(number: u64, context: &mut Context) -> JsResult<()> {
    if let Some(worker) = find(number, context) {
        worker.loaded();
    }
    Ok(())
}

/// The script can not be loaded or parsed.
pub(super) fn not_loaded(number: u64, failure: Failure, context: &mut Context) -> JsResult<()> {
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

/// An exception was not caught in the worker.
pub(super) fn uncaught(number: u64, failure: Failure, context: &mut Context) -> JsResult<()> {
    let Some(worker) = find(number, context) else {
        return Ok(());
    };
    external(context, |context| worker.fail(failure, context))
}

/// The thread has ended.
pub(super) fn ended(number: u64, context: &mut Context) -> JsResult<()> {
    if let Some(worker) = find(number, context) {
        worker.let_go();
    }
    Ok(())
}
