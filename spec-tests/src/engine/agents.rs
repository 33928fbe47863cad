//! `$262.agent`: other agents, each with an engine and a thread of its own.

use std::{
    cell::Cell,
    sync::mpsc::{self, Receiver, Sender},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use boa_engine::{
    Context, JsArgs, JsBigInt, JsNativeError, JsObject, JsResult, JsValue, NativeFunction,
    builtins::array_buffer::SharedArrayBuffer,
    js_string,
    object::{ObjectInitializer, builtins::JsSharedArrayBuffer},
};

use super::{blueprint::Blueprint, eval::eval, host::Host, test262, thrown::Thrown};

/// How deep JS calls may nest in an agent.
const RECURSION_LIMIT: usize = 512;
/// The native stack of an agent's thread.
const STACK_SIZE: usize = 32 << 20;

/// How long agents may take to end once the test is over.
const PATIENCE: Duration = Duration::from_millis(500);

/// The agents that a test started.
#[derive(Default)]
pub(super) struct Agents {
    started: Vec<Agent>,
    reports: Option<(Sender<String>, Receiver<String>)>,
}

struct Agent {
    broadcasts: Sender<Broadcast>,
    thread: JoinHandle<Result<(), String>>,
}

/// A buffer for an agent.
struct Broadcast {
    buffer: SharedArrayBuffer,
    id: Id,
    /// The agent sends a message here, or drops this, when it has taken the buffer.
    taken: Sender<()>,
}

/// The number that goes with a broadcast: an Int32, or a BigInt in digits.
#[derive(Clone)]
enum Id {
    Number(i32),
    BigInt(String),
}

impl Agents {
    /// Waits for the agents to end. Returns whether one did not end. If one failed, the test fails.
    pub(super) fn conclude(&mut self, failure: &mut Option<String>) -> bool {
        let patience = Instant::now() + PATIENCE;
        let mut lingers = false;
        for agent in self.started.drain(..) {
            // An agent that waits for a broadcast ends when its channel is closed.
            drop(agent.broadcasts);
            while !agent.thread.is_finished() && Instant::now() < patience {
                thread::sleep(Duration::from_millis(1));
            }
            if !agent.thread.is_finished() {
                lingers = true;
                continue;
            }
            let problem = match agent.thread.join() {
                Ok(Ok(())) => continue,
                Ok(Err(problem)) => problem,
                Err(_) => "the engine panicked".to_owned(),
            };
            failure.get_or_insert(format!("an agent failed: {problem}"));
        }
        lingers
    }

    fn reports(&mut self) -> &(Sender<String>, Receiver<String>) {
        self.reports.get_or_insert_with(mpsc::channel)
    }
}

/// `$262.agent` in the agent that runs the test.
pub(super) fn host_object(context: &mut Context) -> JsObject {
    ObjectInitializer::new(context)
        .function(NativeFunction::from_fn_ptr(start), js_string!("start"), 1)
        .function(
            NativeFunction::from_fn_ptr(broadcast),
            js_string!("broadcast"),
            2,
        )
        .function(
            NativeFunction::from_fn_ptr(get_report),
            js_string!("getReport"),
            0,
        )
        .function(NativeFunction::from_fn_ptr(sleep), js_string!("sleep"), 1)
        .function(
            NativeFunction::from_fn_ptr(monotonic_now),
            js_string!("monotonicNow"),
            0,
        )
        .build()
}

/// `$262.agent.start ( script )`
///
/// <https://github.com/tc39/test262/blob/main/INTERPRETING.md#host-defined-functions>
///
/// Runs a script in a new agent. Returns when the agent is running.
fn start(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let script = args.get_or_undefined(0).to_string(context)?;
    let script = script.to_std_string_escaped();
    let host = Host::of(context);
    let mut agents = host.agents.borrow_mut();
    let reports = agents.reports().0.clone();
    let (broadcasts, inbox) = mpsc::channel();
    let (running, is_running) = mpsc::channel();
    let blueprint = host.blueprint.clone();
    let thread = thread::Builder::new()
        .name("agent".to_owned())
        .stack_size(STACK_SIZE)
        .spawn(move || {
            // This fails if the test's thread is gone, and then does not matter.
            let _ = running.send(());
            run_agent(&blueprint, &script, inbox, reports)
        })
        .map_err(|error| {
            JsNativeError::error().with_message(format!("cannot start an agent: {error}"))
        })?;
    let _ = is_running.recv();
    agents.started.push(Agent { broadcasts, thread });
    Ok(JsValue::undefined())
}

/// `$262.agent.broadcast ( sharedArrayBuffer, number )`
///
/// <https://github.com/tc39/test262/blob/main/INTERPRETING.md#host-defined-functions>
///
/// Sends a shared buffer to every agent. Returns when all agents have taken it.
fn broadcast(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let object = args.get_or_undefined(0).as_object();
    let buffer = object
        .as_ref()
        .and_then(|o| o.downcast_ref::<SharedArrayBuffer>())
        .map(|buffer| buffer.clone())
        .ok_or_else(|| JsNativeError::typ().with_message("broadcast needs a SharedArrayBuffer"))?;
    let id = match args.get_or_undefined(1) {
        id if id.is_bigint() => Id::BigInt(id.to_bigint(context)?.to_string()),
        id => Id::Number(id.to_i32(context)?),
    };
    let host = Host::of(context);
    let agents = host.agents.borrow();
    let (taken, is_taken) = mpsc::channel();
    for agent in &agents.started {
        let broadcast = Broadcast {
            buffer: buffer.clone(),
            id: id.clone(),
            taken: taken.clone(),
        };
        // This fails if the agent has ended, and then does not matter.
        let _ = agent.broadcasts.send(broadcast);
    }
    drop(taken);
    while is_taken.recv().is_ok() {}
    Ok(JsValue::undefined())
}

/// `$262.agent.getReport ( )`
///
/// <https://github.com/tc39/test262/blob/main/INTERPRETING.md#host-defined-functions>
///
/// Returns the next report of an agent, or null.
fn get_report(_: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let host = Host::of(context);
    let report = host.agents.borrow_mut().reports().1.try_recv().ok();
    Ok(report.map_or_else(JsValue::null, |report| js_string!(report.as_str()).into()))
}

/// `$262.agent.sleep ( milliseconds )`
///
/// <https://github.com/tc39/test262/blob/main/INTERPRETING.md#host-defined-functions>
///
/// Blocks the thread.
fn sleep(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let milliseconds = args.get_or_undefined(0).to_number(context)?;
    let duration = Duration::try_from_secs_f64(milliseconds.max(0.0) / 1000.0)
        .map_err(|_| JsNativeError::range().with_message("sleep needs a number of milliseconds"))?;
    thread::sleep(duration);
    Ok(JsValue::undefined())
}

/// `$262.agent.monotonicNow ( )`
///
/// <https://github.com/tc39/test262/blob/main/INTERPRETING.md#host-defined-functions>
///
/// Returns the time in milliseconds.
fn monotonic_now(_: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    #[expect(
        clippy::cast_precision_loss,
        reason = "the engine's clock is exact for longer than a test runs"
    )]
    let now = context.clock().now().millis_since_epoch() as f64;
    Ok(now.into())
}

/// The connection of an agent to the test that started it.
struct Connection {
    inbox: Receiver<Broadcast>,
    reports: Sender<String>,
    /// Whether the test ended while the agent waited for a broadcast.
    hung_up: Cell<bool>,
}

/// Whether this is the engine of an agent that `$262.agent.start` started.
pub(super) fn is_agent(context: &Context) -> bool {
    context.has_data::<Connection>()
}

/// The body of an agent's thread.
fn run_agent(
    blueprint: &Blueprint,
    script: &str,
    inbox: Receiver<Broadcast>,
    reports: Sender<String>,
) -> Result<(), String> {
    let mut context = blueprint
        .build(true, RECURSION_LIMIT)
        .map_err(|error| error.to_string())?;
    let context = &mut context;
    context.insert_data(Connection {
        inbox,
        reports,
        hung_up: Cell::new(false),
    });
    let result = test262::install(context)
        .and_then(|host_object| {
            let agent = agent_object(context);
            host_object.create_data_property_or_throw(js_string!("agent"), agent, context)
        })
        .and_then(|_| eval(script, None, context))
        .and_then(|_| context.run_jobs());
    let mut failure = result
        .err()
        .map(|error| Thrown::of(error, context).to_string());
    let host = Host::of(context);
    failure = failure.or_else(|| host.uncaught.borrow().first().cloned());
    if connection(context).is_ok_and(|connection| connection.hung_up.get()) {
        failure = None;
    }
    // Other realms of this agent have a complete `$262` and may have started agents.
    host.agents.borrow_mut().conclude(&mut failure);
    failure.map_or(Ok(()), Err)
}

/// `$262.agent` in an agent that another one started.
fn agent_object(context: &mut Context) -> JsObject {
    ObjectInitializer::new(context)
        .function(
            NativeFunction::from_fn_ptr(receive_broadcast),
            js_string!("receiveBroadcast"),
            1,
        )
        .function(NativeFunction::from_fn_ptr(report), js_string!("report"), 1)
        .function(NativeFunction::from_fn_ptr(sleep), js_string!("sleep"), 1)
        .function(
            NativeFunction::from_fn_ptr(monotonic_now),
            js_string!("monotonicNow"),
            0,
        )
        // `leaving` does nothing: the test's thread notices by itself when an agent has ended.
        .function(
            NativeFunction::from_fn_ptr(|_, _, _| Ok(JsValue::undefined())),
            js_string!("leaving"),
            0,
        )
        .build()
}

fn connection(context: &Context) -> JsResult<&Connection> {
    context.get_data::<Connection>().ok_or_else(|| {
        JsNativeError::error()
            .with_message("only an agent that $262.agent.start started has this function")
            .into()
    })
}

/// `$262.agent.receiveBroadcast ( callback )`
///
/// <https://github.com/tc39/test262/blob/main/INTERPRETING.md#host-defined-functions>
///
/// Waits for a buffer and calls the callback with it.
fn receive_broadcast(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let callback = args
        .get_or_undefined(0)
        .as_callable()
        .ok_or_else(|| JsNativeError::typ().with_message("receiveBroadcast needs a function"))?;
    let connection = connection(context)?;
    let Ok(broadcast) = connection.inbox.recv() else {
        // The agent is not at fault, so its failure will be ignored.
        connection.hung_up.set(true);
        return Err(JsNativeError::error()
            .with_message("the test ended without a broadcast")
            .into());
    };
    let buffer = JsSharedArrayBuffer::from_buffer(broadcast.buffer, context);
    let _ = broadcast.taken.send(());
    drop(broadcast.taken);
    let id = match broadcast.id {
        Id::Number(id) => id.into(),
        Id::BigInt(digits) => JsBigInt::from_string(&digits).map_or_else(JsValue::null, Into::into),
    };
    let arguments = [buffer.into(), id];
    callback.call(&JsValue::undefined(), &arguments, context)
}

/// `$262.agent.report ( message )`
///
/// <https://github.com/tc39/test262/blob/main/INTERPRETING.md#host-defined-functions>
///
/// Sends a report to the test.
fn report(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let report = args.get_or_undefined(0).to_string(context)?;
    let report = report.to_std_string_escaped();
    // This fails if the test has ended, and then does not matter.
    let _ = connection(context)?.reports.send(report);
    Ok(JsValue::undefined())
}
