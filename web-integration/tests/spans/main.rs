//! 500 overlapping operations, each in a span: a subscriber sees exactly the tree that the program describes.

#[path = "../../../tests/support/recorder.rs"]
mod recorder;
#[path = "../harness/server.rs"]
mod server;

use std::{collections::BTreeMap, thread};

use boa_async_context::{
    HostContext, Runtime,
    event_loop::{CallError, Mailbox},
    tracing::{ConsoleEvents, in_span, report_event},
};
use boa_async_context_web::WebApis;
use boa_engine::{
    Context, JsArgs, JsResult, JsValue, NativeFunction, job::NativeAsyncJob, js_string,
    native_function::NativeFunctionPointer, object::builtins::JsPromise, property::Attribute,
};
use boa_runtime::extensions::RuntimeExtension;
use tracing::{Level, Span, info, info_span};

use recorder::{Recorded, Recorder};

const OPERATIONS: u32 = 500;

fn number(args: &[JsValue], context: &mut Context) -> JsResult<u32> {
    args.get_or_undefined(0).to_u32(context)
}

fn text(args: &[JsValue], index: usize, context: &mut Context) -> JsResult<String> {
    let text = args.get_or_undefined(index).to_string(context)?;
    Ok(text.to_std_string_lossy())
}

fn call(function: &JsValue, arguments: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let function = function.as_callable().expect("it is a function");
    function.call(&JsValue::undefined(), arguments, context)
}

/// `look(id, label, where)`: an event. Its span has to be the one with this id and this label.
fn look(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let (op, label, place) = (
        number(args, context)?,
        text(args, 1, context)?,
        text(args, 2, context)?,
    );
    info!(target: "look", op, label, place);
    Ok(JsValue::undefined())
}

/// `nest(id, label, f)`: calls `f` in a mapping with a span that is a child of the current one.
fn nest(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let (op, label) = (number(args, context)?, text(args, 1, context)?);
    let span = info_span!("nested", op, label);
    in_span(span, context, |context| {
        call(args.get_or_undefined(2), &[], context)
    })
}

/// `native(id, label, f)`: calls `f` in a span that native code has entered itself.
fn native(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let (op, label) = (number(args, context)?, text(args, 1, context)?);
    let _entered = info_span!("native", op, label).entered();
    call(args.get_or_undefined(2), &[], context)
}

/// `later(id)`: a promise of a native future that looks at each poll.
fn later(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let op = number(args, context)?;
    let (promise, resolvers) = JsPromise::new_pending(context);
    let job = NativeAsyncJob::new(async move |context| {
        for _ in 0..3 {
            info!(target: "look", op, label = "root", place = "poll");
            tokio::task::yield_now().await;
        }
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        info!(target: "look", op, label = "root", place = "poll");
        call(&resolvers.resolve.into(), &[], &mut context.borrow_mut())
    });
    context.enqueue_job(job.into());
    Ok(promise.into())
}

fn runtime(origin: &str) -> Runtime {
    let mut runtime = Runtime::builder()
        .console_events(ConsoleEvents::Instead)
        .build()
        .expect("the default runtime");
    // Called while a request is sent, which is in the span of the call.
    let headers = |url: &url::Url, _: &HostContext| {
        let op = url.query_pairs().find(|(name, _)| name == "op");
        let op: u32 = op.expect("each has one").1.parse().expect("a number");
        info!(target: "look", op, label = "root", place = "request");
        Vec::new()
    };
    WebApis::default()
        .request_headers(headers)
        .register(None, &mut runtime.context_mut())
        .expect("fresh globals");
    runtime.event_loop().set_reporter(report_event);
    {
        let context = &mut *runtime.context_mut();
        let functions: [(&str, NativeFunctionPointer); 4] = [
            ("look", look),
            ("nest", nest),
            ("native", native),
            ("later", later),
        ];
        for (name, body) in functions {
            let body = NativeFunction::from_fn_ptr(body);
            context
                .register_global_callable(js_string!(name), 0, body)
                .expect("a fresh name");
        }
        context
            .register_global_property(js_string!("origin"), js_string!(origin), Attribute::all())
            .expect("a fresh name");
    }
    runtime.eval(include_str!("program.js")).expect("a script");
    runtime
}

fn operate(id: u32, context: &mut Context) -> JsResult<JsValue> {
    let operate = context
        .global_object()
        .get(js_string!("operate"), context)?;
    call(&operate, &[id.into()], context)
}

fn operation(op: u32) -> Span {
    info_span!("operation", op, label = "root")
}

/// Begins every other operation by a call from another thread.
fn begin_elsewhere(
    mailbox: Mailbox,
) -> thread::JoinHandle<Vec<boa_async_context::event_loop::Call<()>>> {
    thread::spawn(move || {
        (0..OPERATIONS)
            .filter(|op| op % 2 == 0)
            .map(|op| mailbox.call_in_span(operation(op), move |context| operate(op, context)))
            .collect()
    })
}

fn count(runtime: &mut Runtime, name: &str) -> usize {
    let value = runtime.eval(name).expect("a number");
    value.as_number().expect("a number") as usize
}

/// The events of `target` whose span is not the one that they name.
fn astray(recorder: &Recorder, spans: &[Recorded], target: &str) -> Vec<String> {
    let mut astray = Vec::new();
    for event in recorder.events_of(target) {
        let span = event.span.map(|number| &spans[number]);
        let is_right = match event.fields["label"].as_str() {
            "-" => span.is_none(),
            label => span.is_some_and(|span| {
                span.fields.get("op") == event.fields.get("op") && span.fields["label"] == label
            }),
        };
        if !is_right {
            astray.push(format!("{:?} is in {span:?}", event.fields));
        }
    }
    astray
}

/// The operation at the root of each event of `target`, against the one in its message: `op 7`.
fn assert_of_their_operations(recorder: &Recorder, target: &str, level: Level, expected: usize) {
    let events = recorder.events_of(target);
    let of_level: Vec<_> = events.iter().filter(|event| event.level == level).collect();
    assert_eq!(of_level.len(), expected, "{target} {level}");
    for event in of_level {
        let ancestry = recorder.ancestry(event.span);
        let root = ancestry
            .last()
            .unwrap_or_else(|| panic!("{event:?} has no span"));
        let op = format!("op {}", root.fields["op"]);
        let message = event.message();
        let is_of_it = message
            .split([' ', '(', '\n'])
            .collect::<Vec<_>>()
            .windows(2)
            .any(|words| words.join(" ") == op);
        assert!(is_of_it, "{message:?} is in the span of {op}");
    }
}

/// The labels of the spans of each operation, with those of their parents.
fn trees(spans: &[Recorded]) -> BTreeMap<u32, Vec<String>> {
    let mut trees = BTreeMap::<u32, Vec<String>>::new();
    for span in spans {
        let (Some(op), Some(label)) = (span.fields.get("op"), span.fields.get("label")) else {
            continue;
        };
        let parent = span.parent.map(|parent| &spans[parent]);
        if let Some(parent) = parent {
            assert_eq!(
                parent.fields.get("op"),
                Some(op),
                "{label} in another operation"
            );
        }
        let parent = parent.map_or("", |parent| &parent.fields["label"]);
        let op = op.parse().expect("a number");
        trees
            .entry(op)
            .or_default()
            .push(format!("{parent}/{label}"));
    }
    for tree in trees.values_mut() {
        tree.sort();
    }
    trees
}

#[test]
fn the_tree_of_500_overlapping_operations() {
    let recorder = Recorder::install();
    let (origin, _) = server::start(server::Shared::default());
    let mut runtime = runtime(&origin);
    let calls = begin_elsewhere(runtime.event_loop().mailbox())
        .join()
        .expect("no panic");
    for op in (0..OPERATIONS).filter(|op| op % 2 == 1) {
        let context = &mut *runtime.context_mut();
        in_span(operation(op), context, |context| operate(op, context)).expect("it begins");
    }
    runtime.run_until_idle_blocking().expect("a thread");
    for call in calls {
        assert_eq!(wait(call), Ok(()));
    }
    assert_eq!(count(&mut runtime, "finished"), OPERATIONS as usize);

    // Each event is in the span that the program names.
    let spans = recorder.spans();
    let wrong = astray(&recorder, &spans, "look");
    assert_eq!(wrong.first(), None, "{} are wrong", wrong.len());
    let events = recorder.events_of("look").len();
    // Four polls of a native future each, and the requests.
    let native = 4 * OPERATIONS as usize + OPERATIONS as usize / 10;
    assert_eq!(events, count(&mut runtime, "looks") + native);
    assert!(events >= 20_000, "{events}");
    assert_of_their_operations(&recorder, "console", Level::INFO, OPERATIONS as usize);
    assert_of_their_operations(&recorder, "console", Level::WARN, OPERATIONS as usize);
    assert_of_their_operations(
        &recorder,
        "javascript",
        Level::ERROR,
        2 * OPERATIONS as usize / 25,
    );

    // The spans are those of the program, and no other.
    for (op, tree) in trees(&spans) {
        let mut tree = tree;
        // A keeper may have nobody to visit but itself, and is visited any number of times.
        tree.retain(|path| !path.ends_with("native of the visited"));
        let visits = tree.iter().filter(|path| *path == "root/native").count();
        assert!(
            visits == 1 || op % 10 == 0,
            "operation {op} visits {visits} times"
        );
        tree.retain(|path| path != "root/native");
        let expected = [
            "/root",
            "around/inside",
            "outer/inner",
            "root/around",
            "root/outer",
        ];
        assert_eq!(tree, expected, "operation {op}");
    }

    // Those of which nothing is kept have closed, without a collection that somebody asked for.
    let open = |spans: &[Recorded]| -> Vec<String> {
        let open = spans.iter().filter(|span| span.closed == 0);
        open.map(|span| format!("{:?}", span.fields)).collect()
    };
    let kept = spans.iter().filter(|span| span.closed == 0);
    for span in kept {
        let op: u32 = span.fields["op"].parse().expect("a number");
        assert_eq!(op % 10, 0, "still open: {span:?}");
    }
    assert!(!open(&spans).is_empty(), "the last keeper is kept");
    runtime.eval("forget()").expect("a script");
    for _ in 0..3 {
        runtime.agent().expect("installed").collect_garbage();
        runtime.run_until_idle_blocking().expect("a thread");
    }
    // What the registries hold ends with them.
    let finalized = recorder
        .events_of("look")
        .iter()
        .filter(|event| event.fields["place"] == "finalized")
        .count();
    assert_eq!(finalized, OPERATIONS as usize / 50);
    runtime.eval("registries.length = 0").expect("a script");
    for _ in 0..3 {
        runtime.agent().expect("installed").collect_garbage();
        runtime.run_until_idle_blocking().expect("a thread");
    }
    let spans = recorder.spans();
    assert_eq!(astray(&recorder, &spans, "look").first(), None);
    assert_eq!(open(&spans), Vec::<String>::new());
    assert_eq!(recorder.mistakes(), Vec::<String>::new());
    assert!(Span::current().is_none());
}

/// Waits for a call whose result is there.
fn wait(call: boa_async_context::event_loop::Call<()>) -> Result<(), CallError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime");
    runtime.block_on(call)
}
