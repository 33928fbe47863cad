//! A run on our engine, in a process of its own.

use std::{
    io::{self, Write as _},
    path::Path,
    time::Instant,
};

use crate::{
    counting::{bytes_in_use, start_counting},
    measurement::{Failure, Line, captures_by_kind},
    task::Task,
};
use boa_async_context::{
    EXACT_GENERATORS, EventLoop, Runtime, Storage, cleanup::Resources, in_realm,
};
use boa_async_context_web::WebApis;
use boa_engine::{
    Context, JsArgs, JsNativeError, JsObject, JsResult, JsString, JsValue, NativeFunction, Source,
    js_string,
    object::{FunctionObjectBuilder, ObjectInitializer},
    property::Attribute,
    realm::Realm,
};
use boa_gc::{Finalize, Trace};
use boa_runtime::extensions::RuntimeExtension as _;

const RECURSION_LIMIT: usize = 2_000;
/// Why a scenario whose realms must go is not run on the published engine.
const NEEDS_EXACT_MODE: &str = "needs exact mode, because the published engine frees no realm: \
     cargo xtask exact run --release -p boa-ac -- leaks";
const STACK_SIZE: usize = 256 << 20;

/// Runs the task of this process and prints what it measured; for a hidden command of a tool whose global
/// allocator is [`CountingAllocator`](crate::CountingAllocator). Returns the exit code.
#[must_use]
pub fn main(task: &str) -> u8 {
    let task: Task = match serde_json::from_str(task) {
        Ok(task) => task,
        Err(error) => {
            let _ = writeln!(io::stderr(), "the task is not understood: {error}");
            return 2;
        }
    };
    let thread = std::thread::Builder::new()
        .stack_size(STACK_SIZE)
        .spawn(move || {
            if let Err(error) = run(&task) {
                emit(&task.mark, &Line::Failure(Failure::new("process", error)));
                return 1;
            }
            0
        });
    thread.map_or(2, |thread| thread.join().unwrap_or(1))
}

fn emit(mark: &str, line: &Line) {
    if let Ok(text) = serde_json::to_string(line) {
        emit_text(mark, &text);
    }
}

fn emit_text(mark: &str, text: &str) {
    let _ = writeln!(io::stdout(), "\n{mark}{text}");
    let _ = io::stdout().flush();
}

fn run(task: &Task) -> Result<(), String> {
    start_counting();
    let storage: Storage = task
        .storage
        .parse()
        .map_err(|error| format!("the storage `{}`: {error}", task.storage))?;
    let mut runtime = Runtime::builder()
        .storage(storage)
        .recursion_limit(RECURSION_LIMIT)
        .build()
        .map_err(|error| error.to_string())?;
    if let Some(async_context) = runtime.async_context().cloned() {
        runtime.context_mut().insert_data(async_context);
    }
    web_apis()
        .register(None, &mut runtime.context_mut())
        .map_err(|error| error.to_string())?;
    boa_async_context_native::register_all(&mut runtime).map_err(|error| error.to_string())?;
    let resources = runtime.resources().clone();
    let host = host(&task.mark, resources, &mut runtime.context_mut());
    runtime
        .context_mut()
        .register_global_property(js_string!("$leakLab"), host, Attribute::all())
        .map_err(|error| error.to_string())?;
    let main = task.entry().map_err(|error| error.to_string())?;
    runtime
        .run_module_text(&Path::new(&task.harness).join("main.mjs"), &main)
        .map_err(|error| error.to_string())?;
    runtime
        .run_until_idle_blocking()
        .map_err(|error| error.to_string())?;
    // The process ends without freeing the heap: scenarios that retain much would take long.
    std::process::exit(i32::from(runtime.event_loop().failures() > 0));
}

fn web_apis() -> WebApis {
    WebApis::default().capture_fallback_context(true)
}

/// The native resources of the runtime.
#[derive(Clone, Trace, Finalize)]
struct Lent(#[unsafe_ignore_trace] Resources);

/// The `host` of `driver.mjs`.
fn host(mark: &str, resources: Resources, context: &mut Context) -> JsObject {
    let started = Instant::now();
    let mark = JsString::from(mark);
    let emit_json = NativeFunction::from_copy_closure_with_captures(emit_json, mark);
    let cleanups = |_: &JsValue, _: &[JsValue], Lent(resources): &Lent, _: &mut Context| {
        // A number of them is exact in a double for longer than any run.
        Ok(JsValue::from(resources.report().stats.in_flight as f64))
    };
    let cleanups = NativeFunction::from_copy_closure_with_captures(cleanups, Lent(resources));
    let functions: [(&str, NativeFunction); 8] = [
        ("cleanups", cleanups),
        ("gc", NativeFunction::from_fn_ptr(gc)),
        (
            "bytes",
            NativeFunction::from_fn_ptr(|_, _, _| Ok(JsValue::from(bytes_in_use() as f64))),
        ),
        ("census", NativeFunction::from_fn_ptr(census)),
        ("emit", emit_json),
        ("call", NativeFunction::from_fn_ptr(call)),
        ("createRealm", NativeFunction::from_fn_ptr(create_realm)),
        (
            "now",
            NativeFunction::from_copy_closure(move |_, _, _| {
                Ok(JsValue::from(started.elapsed().as_secs_f64() * 1e3))
            }),
        ),
    ];
    let reasons = ObjectInitializer::new(context)
        .property(
            js_string!("collectable realms"),
            js_string!(NEEDS_EXACT_MODE),
            Attribute::all(),
        )
        .build();
    let mut object = ObjectInitializer::new(context);
    for (name, function) in functions {
        object.function(function, JsString::from(name), 0);
    }
    object.property(
        js_string!("collectsRealms"),
        EXACT_GENERATORS,
        Attribute::all(),
    );
    object.property(js_string!("reasons"), reasons, Attribute::all());
    object.build()
}

/// Collects, and returns how many milliseconds it took.
fn gc(_: &JsValue, _: &[JsValue], _: &mut Context) -> JsResult<JsValue> {
    let started = Instant::now();
    boa_gc::force_collect();
    Ok(JsValue::from(started.elapsed().as_secs_f64() * 1e3))
}

/// The number of live captures by kind.
fn census(_: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let async_context = context.get_data::<boa_async_context::AsyncContext>();
    let census = async_context
        .map(|it| it.agent().census())
        .unwrap_or_default();
    let mut object = ObjectInitializer::new(context);
    for (kind, count) in captures_by_kind(&census) {
        object.property(JsString::from(kind), count, Attribute::all());
    }
    Ok(object.build().into())
}

/// Prints an object as a line of the report. After a line that ends the report the loop stops.
fn emit_json(
    _: &JsValue,
    args: &[JsValue],
    mark: &JsString,
    context: &mut Context,
) -> JsResult<JsValue> {
    let json = args.get_or_undefined(0).to_json(context)?;
    let json = json.unwrap_or(serde_json::Value::Null);
    emit_text(&mark.to_std_string_lossy(), &json.to_string());
    let goes_on = ["phase", "point"]
        .iter()
        .any(|name| json.get(name).is_some());
    if !goes_on && let Some(event_loop) = context.downcast_job_executor::<EventLoop>() {
        event_loop.stop();
    }
    Ok(JsValue::undefined())
}

/// Calls a function with `this` and arguments. An error that no code can catch becomes one that the driver catches:
/// the engine would end the driver without a word.
fn call(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let (Some(function), this) = (
        args.get_or_undefined(0).as_callable(),
        args.get_or_undefined(1),
    ) else {
        return Err(JsNativeError::typ().with_message("not a function").into());
    };
    let result = function.call(this, args.get(2..).unwrap_or_default(), context);
    result.map_err(|error| match error.as_engine() {
        Some(limit) => JsNativeError::range()
            .with_message(format!("the engine stopped it: {limit}"))
            .into(),
        None => error,
    })
}

/// A realm with the language and AsyncContext, without the web APIs: `{ global, evalScript(code) }`.
fn create_realm(_: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let realm = context.create_realm()?;
    if let Some(async_context) = context
        .get_data::<boa_async_context::AsyncContext>()
        .cloned()
    {
        async_context.install_in(&realm, context)?;
    }
    let global = in_realm(&realm, context, |context| context.global_object());
    let eval_script = FunctionObjectBuilder::new(
        context.realm(),
        NativeFunction::from_copy_closure_with_captures(
            |_, args, realm: &Realm, context| {
                let code = args
                    .get_or_undefined(0)
                    .to_string(context)?
                    .to_std_string_escaped();
                in_realm(realm, context, |context| {
                    context.eval(Source::from_bytes(&code))
                })
            },
            realm.clone(),
        ),
    )
    .build();
    let object = ObjectInitializer::new(context)
        .property(js_string!("global"), global, Attribute::all())
        .property(js_string!("evalScript"), eval_script, Attribute::all())
        .build();
    Ok(object.into())
}
