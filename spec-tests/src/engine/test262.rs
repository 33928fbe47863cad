//! The globals of a test's realm: `print`, `$262`, and the timers of a host.

use boa_async_context::{Agent, in_realm};
use boa_engine::{
    Context, JsArgs, JsNativeError, JsObject, JsResult, JsValue, NativeFunction, Script, Source,
    builtins::{array_buffer::ArrayBuffer, is_html_dda::IsHTMLDDA},
    job::{GenericJob, Job},
    js_string,
    object::{ObjectInitializer, builtins::JsPromise},
    property::Attribute,
};
use boa_runtime::extensions::{MicrotaskExtension, RuntimeExtension, TimeoutExtension};

use super::{agents, eval::eval, host::Host};

/// Sets up the context's current realm: AsyncContext, if the engine has it, the host's globals, and the prelude.
/// Returns the realm's `$262`.
pub(super) fn install(context: &mut Context) -> JsResult<JsObject> {
    let host = Host::of(context);
    if let Some(async_context) = &host.async_context {
        async_context.install(context)?;
    }
    let realm = context.realm().clone();
    (TimeoutExtension, MicrotaskExtension).register(Some(realm), context)?;
    let hidden = Attribute::WRITABLE | Attribute::CONFIGURABLE;
    context.register_global_builtin_callable(
        js_string!("print"),
        1,
        NativeFunction::from_fn_ptr(print),
    )?;
    let object = host_object(context);
    context.register_global_property(js_string!("$262"), object.clone(), hidden)?;
    if let Some(prelude) = &host.blueprint.prelude {
        eval(prelude, Some("prelude".as_ref()), context)?;
    }
    Ok(object)
}

fn host_object(context: &mut Context) -> JsObject {
    let global = context.global_object();
    let agent = agents::host_object(context);
    let hidden = Attribute::WRITABLE | Attribute::CONFIGURABLE;
    let html_dda = JsObject::from_proto_and_data(None, IsHTMLDDA);
    ObjectInitializer::new(context)
        .function(
            NativeFunction::from_fn_ptr(create_realm),
            js_string!("createRealm"),
            0,
        )
        .function(
            NativeFunction::from_fn_ptr(eval_script),
            js_string!("evalScript"),
            1,
        )
        .function(NativeFunction::from_fn_ptr(gc), js_string!("gc"), 0)
        .function(
            NativeFunction::from_fn_ptr(detach_array_buffer),
            js_string!("detachArrayBuffer"),
            1,
        )
        .property(js_string!("global"), global, hidden)
        .property(js_string!("agent"), agent, hidden)
        .property(js_string!("IsHTMLDDA"), html_dda, hidden)
        .build()
}

/// `print ( line )`
///
/// <https://github.com/tc39/test262/blob/main/INTERPRETING.md#host-defined-functions>
///
/// Hands the line to the runner.
fn print(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let line = args.get_or_undefined(0).to_string(context)?;
    Host::of(context).print(line.to_std_string_escaped());
    Ok(JsValue::undefined())
}

/// `$262.createRealm ( )`
///
/// <https://github.com/tc39/test262/blob/main/INTERPRETING.md#host-defined-functions>
///
/// Makes a realm of the same agent with everything that the first one has. Returns its `$262`.
fn create_realm(_: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let realm = context.create_realm()?;
    in_realm(&realm, context, install).map(JsValue::from)
}

/// `$262.evalScript ( sourceText )`
///
/// <https://github.com/tc39/test262/blob/main/INTERPRETING.md#host-defined-functions>
///
/// Runs a script in the realm of this `$262`, which is the realm of the function.
fn eval_script(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let text = args.get_or_undefined(0).to_string(context)?;
    let text = text.to_vec();
    // Imports of the script are relative to the test.
    let file = Host::of(context).file.borrow().clone();
    let source = Source::from_utf16(&text).with_path(&file);
    let script = Script::parse(source, None, context)?;
    script.evaluate(context)
}

/// Collects garbage. Returns a promise that is resolved after a turn of the event loop in which finalization
/// jobs ran.
///
/// A target that the current job has dereferenced is kept alive until the end of the job, so the first collection
/// may not free everything. The next turn begins with a second collection, after which the registries' jobs
/// run; the turn after that resolves the promise.
fn gc(_: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    collect(context);
    let (promise, resolvers) = JsPromise::new_pending(context);
    next_turn(context, move |context| {
        collect(context);
        next_turn(context, move |context| {
            let nothing = JsValue::undefined();
            resolvers.resolve.call(&nothing, &[], context)
        });
        Ok(JsValue::undefined())
    });
    Ok(promise.into())
}

fn collect(context: &Context) {
    match Agent::of(context) {
        Some(agent) => agent.collect_garbage(),
        None => boa_gc::force_collect(),
    }
}

fn next_turn(context: &mut Context, f: impl FnOnce(&mut Context) -> JsResult<JsValue> + 'static) {
    let job = GenericJob::new(f, context.realm().clone());
    context.enqueue_job(Job::GenericJob(job));
}

/// `DetachArrayBuffer ( arrayBuffer [ , key ] )`
///
/// <https://tc39.es/ecma262/#sec-detacharraybuffer>
fn detach_array_buffer(_: &JsValue, args: &[JsValue], _: &mut Context) -> JsResult<JsValue> {
    let object = args.get_or_undefined(0).as_object();
    let buffer = object
        .as_ref()
        .and_then(|o| o.downcast_mut::<ArrayBuffer>());
    let mut buffer = buffer.ok_or_else(|| {
        JsNativeError::typ().with_message("detachArrayBuffer needs an ArrayBuffer")
    })?;
    buffer.detach(args.get_or_undefined(1))?;
    Ok(JsValue::null())
}
