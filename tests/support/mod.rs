//! What the integration tests share: a runtime with the harness of the JS test files.
#![allow(dead_code, reason = "each test binary uses its own part of this")]

use std::{
    cell::{Cell, RefCell},
    path::Path,
    rc::Rc,
    time::Duration,
};

use boa_async_context::{
    Agent, AsyncContext, FileModules, Runtime, Storage, event_loop::ReportKind, in_realm,
};
use boa_engine::{
    Context, JsArgs, JsNativeError, JsObject, JsResult, JsValue, Module, NativeFunction, Source,
    builtins::promise::PromiseState,
    job::SimpleJobExecutor,
    js_string,
    native_function::NativeFunctionPointer,
    object::{
        FunctionObjectBuilder, ObjectInitializer,
        builtins::{JsArray, JsFunction, JsPromise},
    },
    property::Attribute,
    realm::Realm,
};

/// What a JS test file has done so far.
#[derive(Default)]
pub struct Outcome {
    pub asserts: Cell<usize>,
    /// Reports that no receiver got.
    pub unexpected: RefCell<Vec<String>>,
}

/// A runtime in which the harness of `tests/js` is defined, in Rust: nothing a file does to the
/// intrinsics can reach it.
pub fn harness(storage: Storage) -> (Runtime, Rc<Outcome>) {
    let mut runtime = Runtime::builder()
        .storage(storage)
        .without_console()
        .build()
        .expect("the default runtime builds");
    let async_context = runtime.async_context().expect("installed").clone();
    let outcome = define_harness(&async_context, &mut runtime.context_mut());
    let unexpected = outcome.clone();
    runtime.event_loop().set_reporter(move |report, context| {
        let receiver = context
            .get_data::<Harness>()
            .and_then(|h| h.receiver.clone());
        match receiver {
            Some(receiver) => {
                let event = report.to_event(context).expect("a report of a JS value");
                if let Err(error) = receiver.call(&JsValue::undefined(), &[event], context) {
                    unexpected
                        .unexpected
                        .borrow_mut()
                        .push(format!("onReport threw {error}"));
                }
            }
            None if report.kind() == ReportKind::RejectionHandled => {}
            None => unexpected.unexpected.borrow_mut().push(report.render()),
        }
    });
    (runtime, outcome)
}

/// The same harness on an executor that knows nothing of AsyncContext, decorated. Reports, native
/// sleeps and rejection tracking are our loop's, so files that need them cannot run here.
pub fn foreign_harness(storage: Storage) -> (Context, Rc<Outcome>) {
    let async_context = AsyncContext::new(storage);
    let mut context = Context::builder()
        .host_hooks(async_context.default_hooks())
        .job_executor(async_context.jobs(Rc::new(SimpleJobExecutor::new())))
        .module_loader(async_context.modules(FileModules::new()))
        .build()
        .expect("a context");
    async_context.install(&mut context).expect("installed");
    boa_wintertc::timers::register(&mut context).expect("fresh globals");
    boa_wintertc::microtask::register(None, &mut context).expect("fresh globals");
    let outcome = define_harness(&async_context, &mut context);
    (context, outcome)
}

fn define_harness(async_context: &AsyncContext, context: &mut Context) -> Rc<Outcome> {
    let outcome = Rc::new(Outcome::default());
    context.insert_data(Harness {
        outcome: outcome.clone(),
        receiver: None,
        promise: None,
    });
    context.insert_data(async_context.clone());
    define_assert(context);
    define_host(context);
    outcome
}

struct Harness {
    outcome: Rc<Outcome>,
    receiver: Option<JsFunction>,
    promise: Option<JsPromise>,
}

/// Runs a test file to its end. `Err` says why it failed.
pub fn run_file(path: &Path, storage: Storage) -> Result<(), String> {
    let (mut runtime, outcome) = harness(storage);
    let module = path.extension().is_some_and(|extension| extension == "mjs");
    if module {
        runtime
            .run_module(path)
            .map_err(|error| error.to_string())?;
    } else {
        runtime
            .run_script(path)
            .map_err(|error| error.to_string())?;
    }
    let finished = runtime
        .block_on(async |runtime| {
            tokio::time::timeout(Duration::from_secs(600), runtime.run_until_idle())
                .await
                .is_ok()
        })
        .map_err(|error| error.to_string())?;
    if !finished {
        return Err("the event loop was not idle after ten minutes".to_owned());
    }
    if !runtime.agent().expect("installed").is_empty() {
        return Err("a mapping was left behind".to_owned());
    }
    if let Some(unexpected) = outcome.unexpected.borrow().first() {
        return Err(unexpected.clone());
    }
    verdict(&runtime.context(), &outcome)
}

/// Runs a test file to its end on the decorated foreign executor.
pub fn run_file_on_foreign_executor(path: &Path, storage: Storage) -> Result<(), String> {
    let (mut context, outcome) = foreign_harness(storage);
    let context = &mut context;
    let source = Source::from_filepath(path).map_err(|error| error.to_string())?;
    if path.extension().is_some_and(|extension| extension == "mjs") {
        let module = Module::parse(source, None, context).map_err(|error| error.to_string())?;
        let promise = module.load_link_evaluate(context);
        context.run_jobs().map_err(|error| error.to_string())?;
        if let PromiseState::Rejected(reason) = promise.state() {
            return Err(reason.display().to_string());
        }
    } else {
        context.eval(source).map_err(|error| error.to_string())?;
        context.run_jobs().map_err(|error| error.to_string())?;
    }
    let agent = Agent::of(context).expect("installed");
    if !agent.is_empty() {
        return Err("a mapping was left behind".to_owned());
    }
    verdict(context, &outcome)
}

/// What came of a file whose jobs have all run.
fn verdict(context: &Context, outcome: &Outcome) -> Result<(), String> {
    let promise = context
        .get_data::<Harness>()
        .and_then(|harness| harness.promise.clone());
    match promise.map(|promise| promise.state()) {
        Some(PromiseState::Pending) => return Err("asyncTest never finished".to_owned()),
        Some(PromiseState::Rejected(reason)) => {
            return Err(format!("asyncTest failed: {}", reason.display()));
        }
        Some(PromiseState::Fulfilled(_)) | None => {}
    }
    if outcome.asserts.get() == 0 {
        return Err("the file asserts nothing".to_owned());
    }
    Ok(())
}

fn function(context: &Context, name: &str, f: NativeFunctionPointer) -> JsFunction {
    FunctionObjectBuilder::new(context.realm(), NativeFunction::from_fn_ptr(f))
        .name(js_string!(name))
        .build()
}

fn count(context: &Context) {
    let harness = context.get_data::<Harness>().expect("defined above");
    let asserts = &harness.outcome.asserts;
    asserts.set(asserts.get() + 1);
}

/// Throws what a failed assertion throws.
fn check(
    ok: bool,
    what: impl FnOnce() -> String,
    message: &JsValue,
    context: &Context,
) -> JsResult<JsValue> {
    count(context);
    if ok {
        return Ok(JsValue::undefined());
    }
    let message = match message.as_string() {
        Some(message) => format!("{}: {}", message.to_std_string_escaped(), what()),
        None => what(),
    };
    Err(JsNativeError::error()
        .with_message(format!("assertion failed: {message}"))
        .into())
}

fn show(value: &JsValue) -> String {
    value.display().to_string()
}

fn define_assert(context: &mut Context) {
    let assert = function(context, "assert", |_, args, context| {
        let ok = args.get_or_undefined(0).to_boolean();
        check(
            ok,
            || "not true".to_owned(),
            args.get_or_undefined(1),
            context,
        )
    });
    let members: [(&str, NativeFunctionPointer); 4] = [
        ("sameValue", |_, args, context| {
            let (actual, expected) = (args.get_or_undefined(0), args.get_or_undefined(1));
            check(
                JsValue::same_value(actual, expected),
                || format!("{} is not {}", show(actual), show(expected)),
                args.get_or_undefined(2),
                context,
            )
        }),
        ("notSameValue", |_, args, context| {
            let (actual, other) = (args.get_or_undefined(0), args.get_or_undefined(1));
            check(
                !JsValue::same_value(actual, other),
                || format!("both are {}", show(actual)),
                args.get_or_undefined(2),
                context,
            )
        }),
        ("throws", assert_throws),
        ("compareArray", assert_compare_array),
    ];
    for (name, f) in members {
        let member = function(context, name, f);
        define(&assert, name, member, context);
    }
    context
        .register_global_property(js_string!("assert"), assert, Attribute::all())
        .expect("a fresh global");
    let async_test = function(context, "asyncTest", |_, args, context| {
        let promise = args
            .get_or_undefined(0)
            .as_callable()
            .expect("asyncTest takes a function")
            .call(&JsValue::undefined(), &[], context)?;
        let promise = JsPromise::from_object(promise.as_object().expect("an async function"))?;
        let silence = function(context, "", |_, _, _| Ok(JsValue::undefined()));
        // Its failure is found in its state; it must not be reported as unhandled as well.
        promise.catch(silence, context)?;
        let harness = context
            .host_defined_mut()
            .get_mut::<Harness>()
            .expect("defined above");
        assert!(
            harness.promise.replace(promise).is_none(),
            "one asyncTest a file"
        );
        Ok(JsValue::undefined())
    });
    context
        .register_global_property(js_string!("asyncTest"), async_test, Attribute::all())
        .expect("a fresh global");
}

fn define(object: &JsObject, name: &str, value: impl Into<JsValue>, context: &mut Context) {
    object
        .create_data_property_or_throw(js_string!(name), value, context)
        .expect("a fresh object");
}

fn assert_throws(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let result = args
        .get_or_undefined(1)
        .as_callable()
        .expect("assert.throws takes a function")
        .call(&JsValue::undefined(), &[], context);
    let message = args.get_or_undefined(2);
    let error = match result {
        Ok(value) => {
            return check(
                false,
                || format!("returned {} instead of throwing", show(&value)),
                message,
                context,
            );
        }
        Err(error) => error.into_opaque(context)?,
    };
    let constructor = match error.as_object() {
        Some(object) => object.get(js_string!("constructor"), context)?,
        None => JsValue::undefined(),
    };
    check(
        JsValue::same_value(&constructor, args.get_or_undefined(0)),
        || format!("threw {}", show(&error)),
        message,
        context,
    )?;
    Ok(error)
}

fn assert_compare_array(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let list = |value: &JsValue, context: &mut Context| -> JsResult<Vec<JsValue>> {
        let array = value
            .as_object()
            .ok_or_else(|| JsNativeError::error().with_message("compareArray: not an array"))?;
        let length = array
            .get(js_string!("length"), context)?
            .to_length(context)?;
        (0..length).map(|i| array.get(i, context)).collect()
    };
    let actual = list(args.get_or_undefined(0), context)?;
    let expected = list(args.get_or_undefined(1), context)?;
    let same = actual.len() == expected.len()
        && actual
            .iter()
            .zip(&expected)
            .all(|(a, e)| JsValue::same_value(a, e));
    let shown = |list: &[JsValue]| list.iter().map(show).collect::<Vec<_>>().join(", ");
    check(
        same,
        || format!("[{}] is not [{}]", shown(&actual), shown(&expected)),
        args.get_or_undefined(2),
        context,
    )
}

fn define_host(context: &mut Context) {
    let sleep = FunctionObjectBuilder::new(
        context.realm(),
        NativeFunction::from_async_fn(async |_, args, context| {
            let ms = args.get_or_undefined(0).to_u32(&mut context.borrow_mut())?;
            tokio::time::sleep(Duration::from_millis(ms.into())).await;
            Ok(JsValue::undefined())
        }),
    )
    .build();
    let members: [(&str, NativeFunctionPointer); 6] = [
        ("panic", |_, _, _| {
            // Not `panic!`: the hook would print what is expected here.
            std::panic::resume_unwind(Box::new("a panic in a host function"))
        }),
        ("catchPanic", |_, args, context| {
            let function = args
                .get_or_undefined(0)
                .as_callable()
                .expect("catchPanic takes a function");
            let call = || function.call(&JsValue::undefined(), &[], context);
            match std::panic::catch_unwind(std::panic::AssertUnwindSafe(call)) {
                Ok(result) => result.map(|_| false.into()),
                Err(_) => Ok(true.into()),
            }
        }),
        ("gc", |_, _, context| {
            Agent::of(context).expect("installed").collect_garbage();
            Ok(JsValue::undefined())
        }),
        ("callNative", |_, args, context| {
            args.get_or_undefined(0)
                .as_callable()
                .expect("callNative takes a function")
                .call(&JsValue::undefined(), &args[1..], context)
        }),
        ("onReport", |_, args, context| {
            let receiver = args
                .get_or_undefined(0)
                .as_object()
                .and_then(JsFunction::from_object);
            context
                .host_defined_mut()
                .get_mut::<Harness>()
                .expect("defined above")
                .receiver = receiver;
            Ok(JsValue::undefined())
        }),
        ("createRealm", create_realm),
    ];
    let members = members.map(|(name, f)| (name, function(context, name, f)));
    let mut host = ObjectInitializer::new(context);
    for (name, f) in members {
        host.property(js_string!(name), f, Attribute::all());
    }
    let host = host
        .property(js_string!("sleep"), sleep, Attribute::all())
        .build();
    context
        .register_global_property(js_string!("$host"), host, Attribute::all())
        .expect("a fresh global");
}

fn create_realm(_: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let realm = context.create_realm()?;
    let async_context = context
        .get_data::<boa_async_context::AsyncContext>()
        .expect("put there by `harness`")
        .clone();
    async_context.install_in(&realm, context)?;
    let eval_script = FunctionObjectBuilder::new(
        context.realm(),
        NativeFunction::from_copy_closure_with_captures(
            |_, args, realm: &Realm, context| {
                let source = args
                    .get_or_undefined(0)
                    .to_string(context)?
                    .to_std_string_escaped();
                in_realm(realm, context, |context| {
                    context.eval(Source::from_bytes(&source))
                })
            },
            realm.clone(),
        ),
    )
    .build();
    let global = in_realm(&realm, context, |context| context.global_object());
    let object = ObjectInitializer::new(context)
        .property(js_string!("global"), global, Attribute::all())
        .property(js_string!("evalScript"), eval_script, Attribute::all())
        .build();
    Ok(object.into())
}

/// A JS array as strings.
pub fn strings(value: &JsValue, context: &mut Context) -> Vec<String> {
    let array = JsArray::from_object(value.as_object().expect("an array")).expect("an array");
    let length = array.length(context).expect("a plain array");
    (0..length)
        .map(|i| {
            let value = array.at(i.cast_signed(), context).expect("a plain array");
            value
                .to_string(context)
                .expect("a string")
                .to_std_string_escaped()
        })
        .collect()
}

/// Evaluates a script whose value is a string.
#[track_caller]
pub fn text(runtime: &mut Runtime, source: &str) -> String {
    let value = runtime
        .eval(source)
        .unwrap_or_else(|error| panic!("{error}"));
    value
        .to_string(&mut runtime.context_mut())
        .expect("a string")
        .to_std_string_escaped()
}

/// Defines a global function.
pub fn define_global(runtime: &mut Runtime, name: &str, f: NativeFunctionPointer) {
    define_in(&mut runtime.context_mut(), name, f);
}

/// Defines a global function of a context.
pub fn define_in(context: &mut Context, name: &str, f: NativeFunctionPointer) {
    context
        .register_global_callable(js_string!(name), 0, NativeFunction::from_fn_ptr(f))
        .expect("a fresh global");
}
