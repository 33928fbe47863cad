//! The global scope of a worker.
//!
//! <https://html.spec.whatwg.org/#dedicatedworkerglobalscope>

use std::path::PathBuf;

use boa_async_context::{EventLoop, loader::parse_script};
use boa_engine::{Context, JsArgs, JsData, JsNativeError, JsResult, JsValue, js_string};
use boa_gc::{Finalize, Gc, Trace};

use super::{location, scripts};
use crate::{
    abort::wait_for_observed_timeouts,
    dom_exception::dom_error,
    events::{
        global::{global_list, global_scope},
        handler::global_event_handler,
        slots::EventTarget,
    },
    messaging::{
        channel::End, port::post, port_state::PortState, registry::Registry, target::MessageTarget,
        transfer::transfer_argument,
    },
    webidl::{
        Interface, expose, expose_worker_interfaces, global_object, global_operation,
        global_readonly, global_value, illegal_constructor, interface, pair_of, require,
        type_error,
    },
    worker_policy::{ScriptLocation, WorkerKind, WorkerRequest},
};

interface!(WorkerGlobalScope);
interface!(DedicatedWorkerGlobalScope);

/// The data of a worker's realm.
#[derive(Clone, Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct Scope {
    /// The implicit port on the worker's side.
    port: Gc<PortState>,
    /// The path of the script.
    #[unsafe_ignore_trace]
    path: PathBuf,
    #[unsafe_ignore_trace]
    is_module: bool,
}

/// Makes the current realm the realm of a worker. Returns the implicit port on the worker's side. Start it when the
/// script has run.
///
/// # Errors
///
/// An exception if the global object refuses a property.
pub(super) fn install(
    request: &WorkerRequest,
    inside: End,
    context: &mut Context,
) -> JsResult<Gc<PortState>> {
    let registry = Registry::of(context)?;
    let Some(global) = global_scope(context) else {
        return Err(type_error("the APIs are not registered in this realm"));
    };
    let target = pair_of::<EventTarget>(context)?;
    let scope = Interface::new::<WorkerGlobalScope>(0, illegal_constructor, context)
        .inherit(&target)
        .register::<WorkerGlobalScope>();
    let dedicated = Interface::new::<DedicatedWorkerGlobalScope>(0, illegal_constructor, context)
        .inherit(&scope)
        .register::<DedicatedWorkerGlobalScope>();
    expose::<WorkerGlobalScope>(context)?;
    expose::<DedicatedWorkerGlobalScope>(context)?;
    expose_worker_interfaces(context)?;
    context
        .global_object()
        .set_prototype(Some(dedicated.prototype()));

    wait_for_observed_timeouts(context);

    let port = PortState::new(&registry, false, context);
    let target = MessageTarget {
        object: global.object.clone(),
        list: global.list.clone(),
    };
    PortState::open(&port, target, inside);
    let scope = Scope {
        port: port.clone(),
        path: request.location.path(),
        is_module: request.kind == WorkerKind::Module,
    };
    context.realm().host_defined_mut().insert(scope);

    global_readonly(
        "self",
        |_, _, context| Ok(context.global_object().into()),
        context,
    )?;
    global_value("name", js_string!(request.name()), context)?;
    let location = location::create(&request.location.href(), context)?;
    global_object("location", location, context)?;
    global_operation("postMessage", 1, post_message, context)?;
    global_operation("close", 0, close, context)?;
    global_operation("importScripts", 0, import_scripts, context)?;
    global_event_handler("onmessage", global_list, context)?;
    global_event_handler("onmessageerror", global_list, context)?;
    Ok(port)
}

/// The data of the current realm.
fn scope(context: &Context) -> JsResult<Scope> {
    let realm = context.realm().host_defined();
    let scope = realm.get::<Scope>().cloned();
    scope.ok_or_else(|| type_error("this is not the realm of a worker"))
}

/// `postMessage(message, transfer)` and `postMessage(message, options)`
///
/// <https://html.spec.whatwg.org/#dom-dedicatedworkerglobalscope-postmessage>
fn post_message(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let scope = scope(context)?;
    require(args, 1, "postMessage")?;
    let transfer = transfer_argument(args.get_or_undefined(1), "postMessage", context)?;
    post(
        &scope.port,
        None,
        args.get_or_undefined(0),
        &transfer,
        context,
    )
}

/// `close()`: no further task runs
///
/// <https://html.spec.whatwg.org/#dom-dedicatedworkerglobalscope-close>
fn close(_: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    if let Some(event_loop) = context.downcast_job_executor::<EventLoop>() {
        event_loop.stop();
    }
    Ok(JsValue::undefined())
}

/// `importScripts(...urls)`, and *import scripts into worker global scope*
///
/// <https://html.spec.whatwg.org/#dom-workerglobalscope-importscripts>
/// <https://html.spec.whatwg.org/#import-scripts-into-worker-global-scope>
fn import_scripts(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let scope = scope(context)?;
    // 1. If worker global scope's type is "module", throw a TypeError exception.
    if scope.is_module {
        return Err(type_error(
            "a module worker has no importScripts: use import",
        ));
    }
    // 4. Let urlRecords be the result of encoding-parsing each of the urls, before any of the scripts runs.
    let mut locations = Vec::with_capacity(args.len());
    for specifier in args {
        let specifier = specifier.to_string(context)?.to_std_string_lossy();
        let location = ScriptLocation::parse(&specifier, Some(&scope.path)).ok_or_else(|| {
            let message = format!("importScripts: `{specifier}` is not a valid URL");
            dom_error("SyntaxError", &message, context)
        })?;
        locations.push(location);
    }
    // 6. For each: fetch a classic worker-imported script, and run it.
    for location in locations {
        let text = scripts::load(&location, context)
            .map_err(|message| dom_error("NetworkError", &message, context))?;
        let path = location.path();
        let script = parse_script(&path, &text, context).map_err(|error| {
            let place = path.display();
            JsNativeError::syntax().with_message(format!("{error} (in {place})"))
        })?;
        script.evaluate(context)?;
    }
    Ok(JsValue::undefined())
}
