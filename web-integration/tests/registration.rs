//! Registering with `WebApis`: the switches, other executors and other realms.

use std::rc::Rc;

use boa_async_context::{AsyncContext, Runtime, Storage};
use boa_async_context_web::WebApis;
use boa_engine::{Context, Source, job::SimpleJobExecutor};
use boa_runtime::extensions::RuntimeExtension;

/// Switches one group of APIs on.
type Switch = fn(WebApis) -> WebApis;

/// Each switch, and the properties of the global object that it defines.
const SWITCHES: &[(Switch, &str)] = &[
    (|apis| apis.dom_exception(true), "DOMException"),
    (|apis| apis.events(true), "Event,CustomEvent,EventTarget"),
    (|apis| apis.abort(true), "AbortController,AbortSignal"),
    (
        |apis| apis.errors(true),
        "ErrorEvent,PromiseRejectionEvent,reportError,self,onerror,onunhandledrejection,\
         onrejectionhandled,addEventListener,removeEventListener,dispatchEvent",
    ),
    (
        |apis| apis.schedulers(true),
        "setTimeout,setInterval,clearTimeout,clearInterval,queueMicrotask,setImmediate,\
         clearImmediate,requestAnimationFrame,cancelAnimationFrame,requestIdleCallback,\
         cancelIdleCallback,IdleDeadline,scheduler,Scheduler,TaskController,TaskSignal,\
         TaskPriorityChangeEvent",
    ),
    (
        |apis| apis.observers(true),
        "performance,Performance,PerformanceEntry,PerformanceMark,PerformanceMeasure,\
         PerformanceObserver,PerformanceObserverEntryList",
    ),
    (
        |apis| apis.messaging(true),
        "MessageEvent,MessageChannel,MessagePort,BroadcastChannel,structuredClone",
    ),
    (
        |apis| apis.streams(true),
        "ReadableStream,ReadableStreamDefaultReader,ReadableStreamDefaultController,\
         ReadableByteStreamController,ReadableStreamBYOBReader,ReadableStreamBYOBRequest,\
         WritableStream,WritableStreamDefaultWriter,WritableStreamDefaultController,TransformStream,\
         TransformStreamDefaultController,CountQueuingStrategy,ByteLengthQueuingStrategy",
    ),
    (
        |apis| apis.encoding(true),
        "TextDecoder,TextEncoder,TextDecoderStream,TextEncoderStream,atob,btoa",
    ),
    (
        |apis| apis.compression(true),
        "CompressionStream,DecompressionStream",
    ),
    (|apis| apis.url(true), "URL,URLSearchParams"),
    (|apis| apis.crypto(true), "crypto,Crypto"),
    (|apis| apis.navigator(true), "navigator,Navigator"),
    (|apis| apis.workers(true), "Worker"),
    (
        |apis| apis.network(true),
        "Blob,File,FormData,Headers,Request,Response,ProgressEvent,XMLHttpRequestEventTarget,\
         XMLHttpRequestUpload,XMLHttpRequest,EventSource,fetch",
    ),
];

/// The properties of the table that exist.
fn defined(apis: WebApis) -> String {
    let names: Vec<_> = SWITCHES.iter().map(|(_, names)| *names).collect();
    let source = format!(
        "'{}'.split(',').filter((name) => name in globalThis).join()",
        names.join(",")
    );
    eval(&mut with(apis), &source)
}

fn eval(context: &mut Context, source: &str) -> String {
    let value = context
        .eval(Source::from_bytes(source))
        .unwrap_or_else(|error| panic!("{error}"));
    value
        .to_string(context)
        .expect("a string")
        .to_std_string_escaped()
}

fn with(apis: WebApis) -> Context {
    let mut context = Context::default();
    apis.register(None, &mut context).expect("fresh globals");
    context
}

#[test]
fn each_switch_defines_its_own_globals() {
    assert_eq!(defined(WebApis::none()), "");
    for (switch, names) in SWITCHES {
        assert_eq!(defined(switch(WebApis::none())), *names);
    }
    let all: Vec<_> = SWITCHES.iter().map(|(_, names)| *names).collect();
    assert_eq!(defined(WebApis::default()), all.join(","));
}

#[test]
fn abort_works_while_the_rest_is_switched_off() {
    let mut context = with(WebApis::none().abort(true));
    let seen = eval(
        &mut context,
        "const controller = new AbortController();
         let seen;
         controller.signal.addEventListener('abort', (event) => { seen = event.type; });
         controller.abort();
         `${seen} ${controller.signal.reason.name}`",
    );
    assert_eq!(seen, "abort AbortError");
}

#[test]
fn in_a_plain_context_a_listener_s_exception_is_that_of_a_job() {
    let mut context = with(WebApis::default());
    let log = eval(
        &mut context,
        "const target = new EventTarget();
         const log = [];
         target.addEventListener('a', () => { throw new Error('thrown'); });
         target.addEventListener('a', () => log.push('second'));
         log.push(target.dispatchEvent(new Event('a')));
         log.join()",
    );
    assert_eq!(log, "second,true");
    let error = context.run_jobs().expect_err("the listener's exception");
    assert!(error.to_string().contains("thrown"), "{error}");
}

#[test]
fn a_timeout_fires_in_its_mapping_on_a_decorated_executor() {
    let async_context = AsyncContext::new(Storage::Weak);
    let mut context = Context::builder()
        .host_hooks(async_context.default_hooks())
        .job_executor(async_context.jobs(Rc::new(SimpleJobExecutor::new())))
        .build()
        .expect("a context");
    async_context.install(&mut context).expect("installed");
    WebApis::default()
        .register(None, &mut context)
        .expect("fresh globals");
    eval(
        &mut context,
        "const variable = new AsyncContext.Variable();
         let seen;
         const signal = variable.run('called', () => AbortSignal.timeout(1));
         variable.run('registered', () => { signal.onabort = () => { seen = variable.get(); }; });",
    );
    context.run_jobs().expect("no job throws");
    assert_eq!(eval(&mut context, "seen"), "called");
    assert!(async_context.agent().is_empty());
}

#[test]
fn another_realm_has_interfaces_of_its_own_that_work_with_each_other() {
    let mut runtime = Runtime::builder().build().expect("a runtime");
    boa_async_context_web::register(&mut runtime).expect("fresh globals");
    let async_context = runtime.async_context().expect("installed").clone();
    let context = &mut *runtime.context_mut();
    let realm = context.create_realm().expect("a realm");
    async_context
        .install_in(&realm, context)
        .expect("fresh globals");
    WebApis::default()
        .register(Some(realm.clone()), context)
        .expect("fresh globals");
    let outer = context.enter_realm(realm);
    let other = context.global_object();
    context.enter_realm(outer);
    context
        .register_global_property(
            boa_engine::js_string!("other"),
            other,
            boa_engine::property::Attribute::all(),
        )
        .expect("a fresh global");
    let results = eval(
        context,
        "const target = new other.EventTarget();
         const controller = new AbortController();
         let calls = 0;
         target.addEventListener('a', () => calls++, { signal: controller.signal });
         target.dispatchEvent(new Event('a'));
         controller.abort();
         EventTarget.prototype.dispatchEvent.call(target, new other.Event('a'));
         const bare = other.Function('');
         bare.prototype = null;
         [
             target instanceof EventTarget,
             target instanceof other.EventTarget,
             calls,
             Object.getPrototypeOf(Reflect.construct(EventTarget, [], bare)) === other.EventTarget.prototype,
             Object.getPrototypeOf(Reflect.construct(CustomEvent, ['a'], bare)) === other.CustomEvent.prototype,
             other.AbortSignal.abort().reason instanceof other.DOMException,
         ].join()",
    );
    assert_eq!(results, "false,true,1,true,true,true");
}

#[test]
fn a_runtime_limit_ends_a_dispatch_and_leaves_the_event_usable() {
    let mut context = with(WebApis::default());
    eval(
        &mut context,
        "const target = new EventTarget();
         const event = new Event('a');
         let endless = true;
         let after = 0;
         target.addEventListener('a', () => { while (endless) {} });
         target.addEventListener('a', () => { after++; });",
    );
    context.runtime_limits_mut().set_loop_iteration_limit(1_000);
    let limit = context.eval(Source::from_bytes("target.dispatchEvent(event)"));
    assert!(limit.is_err_and(|error| error.as_engine().is_some()));
    assert_eq!(eval(&mut context, "after"), "0");
    assert_eq!(
        eval(
            &mut context,
            "endless = false; target.dispatchEvent(event); after"
        ),
        "1"
    );
}

#[test]
fn a_dispatch_that_never_ends_meets_the_engine_s_limit_not_the_end_of_the_stack() {
    let run = || {
        let mut context = with(WebApis::default());
        let source = "const target = new EventTarget();
                      target.addEventListener('a', () => target.dispatchEvent(new Event('a')));
                      target.dispatchEvent(new Event('a'));";
        let limit = context.eval(Source::from_bytes(source));
        assert!(limit.is_err_and(|error| error.as_engine().is_some()));
    };
    // The stack is as large as that of a main thread, because unoptimised frames are large.
    let thread = std::thread::Builder::new().stack_size(8 << 20).spawn(run);
    thread.expect("a thread").join().expect("no panic");
}

#[test]
fn an_uncaught_exception_of_the_web_is_told_by_its_name() {
    let mut runtime = Runtime::builder().build().expect("a runtime");
    boa_async_context_web::register(&mut runtime).expect("fresh globals");
    let error = runtime
        .eval("AbortSignal.abort().throwIfAborted()")
        .expect_err("thrown");
    assert!(error.to_string().contains("AbortError"), "{error}");
}

#[test]
fn a_prevented_error_is_no_failure() {
    let mut runtime = Runtime::builder().build().expect("a runtime");
    boa_async_context_web::register(&mut runtime).expect("fresh globals");
    runtime.event_loop().set_reporter(|_, _| {});
    let mut run = |source: &str| {
        runtime.eval(source).expect("does not throw");
        runtime.run_until_idle_blocking().expect("idle");
        runtime.event_loop().failures()
    };
    let prevent = "onerror = () => true; onunhandledrejection = () => false;";
    let fail = "setTimeout(() => { throw 1; }); Promise.reject(2);";
    assert_eq!(run(&format!("{prevent} {fail}")), 0);
    assert_eq!(run(&format!("onerror = null; {fail}")), 1);
    assert_eq!(run(&format!("onunhandledrejection = null; {fail}")), 3);
}

#[test]
fn on_a_foreign_executor_an_error_event_may_prevent_the_exception_of_a_job() {
    let mut context = with(WebApis::default());
    let log = eval(
        &mut context,
        "const target = new EventTarget();
         const log = [];
         target.addEventListener('a', () => { throw 'thrown'; });
         addEventListener('error', (event) => { log.push(event.error, event.asyncContext); event.preventDefault(); });
         target.dispatchEvent(new Event('a'));
         log.join()",
    );
    assert_eq!(log, "thrown,");
    context.run_jobs().expect("the exception was dealt with");
}

#[test]
fn a_realm_has_a_global_event_target_of_its_own() {
    let mut runtime = Runtime::builder().build().expect("a runtime");
    boa_async_context_web::register(&mut runtime).expect("fresh globals");
    let context = &mut *runtime.context_mut();
    let realm = context.create_realm().expect("a realm");
    WebApis::default()
        .register(Some(realm.clone()), context)
        .expect("fresh globals");
    eval(
        context,
        "let calls = 0; addEventListener('a', () => calls++);",
    );
    let outer = context.enter_realm(realm);
    let other = eval(
        context,
        "let calls = 0; addEventListener('a', () => calls++); self.dispatchEvent(new Event('a')); calls",
    );
    context.enter_realm(outer);
    assert_eq!(other, "1");
    assert_eq!(eval(context, "calls"), "0");
}

#[test]
fn schedulers_work_on_another_executor_and_let_go_of_what_is_cancelled() {
    let async_context = AsyncContext::new(Storage::Weak);
    let mut context = Context::builder()
        .host_hooks(async_context.default_hooks())
        .job_executor(async_context.jobs(Rc::new(SimpleJobExecutor::new())))
        .build()
        .expect("a context");
    async_context.install(&mut context).expect("installed");
    WebApis::default()
        .register(None, &mut context)
        .expect("fresh globals");
    eval(
        &mut context,
        "const variable = new AsyncContext.Variable({ defaultValue: 'none' });
         const log = [];
         const note = (name) => () => { log.push(`${name} ${variable.get()}`); };
         variable.run('called', () => {
             setTimeout(note('timeout'), 1);
             setImmediate(note('immediate'));
             queueMicrotask(note('microtask'));
             requestAnimationFrame(note('frame'));
             requestIdleCallback(note('idle'));
             scheduler.postTask(note('task'));
             scheduler.postTask(note('delayed'), { delay: 1 });
         });
         const weak = (() => {
             const value = {};
             const controller = new AbortController();
             const { signal } = controller;
             const f = () => value;
             variable.run(value, () => {
                 const timeout = setTimeout(f, 5000);
                 const frame = requestAnimationFrame(f);
                 scheduler.postTask(f, { delay: 5000, signal }).catch(() => {});
                 requestAnimationFrame(() => {
                     clearTimeout(timeout);
                     cancelAnimationFrame(frame);
                     controller.abort();
                     isCancelled = true;
                 });
             });
             return new WeakRef(value);
         })();
         // Timers that are due together run without microtasks in between, so it collects one timer later.
         const wait = () => setTimeout(isCancelled ? () => collect() : wait, 1);
         setTimeout(wait, 1);
         var collected, isCancelled;",
    );
    let collect = boa_engine::NativeFunction::from_fn_ptr(|_, _, context| {
        context.clear_kept_objects();
        boa_gc::force_collect();
        let source = Source::from_bytes("collected = weak.deref() === undefined");
        context.eval(source)
    });
    context
        .register_global_callable(boa_engine::js_string!("collect"), 0, collect)
        .expect("a fresh global");
    context.run_jobs().expect("no job throws");
    let log = eval(&mut context, "log.sort().join()");
    assert_eq!(
        log,
        "delayed called,frame called,idle called,immediate called,microtask called,task called,\
         timeout called"
    );
    assert_eq!(eval(&mut context, "collected"), "true");
    assert!(async_context.agent().is_empty());
}

#[test]
fn a_host_may_run_the_frames_itself() {
    let mut runtime = Runtime::builder().build().expect("a runtime");
    WebApis::default()
        .host_frames(true)
        .register(None, &mut runtime.context_mut())
        .expect("fresh globals");
    runtime
        .eval(
            "const variable = new AsyncContext.Variable();
             const log = [];
             for (const value of ['first', 'second']) {
                 variable.run(value, () => requestAnimationFrame((time) => {
                     log.push(variable.get(), time);
                     requestAnimationFrame(() => log.push('next', variable.get()));
                 }));
             }",
        )
        .expect("a script");
    runtime.run_until_idle_blocking().expect("idle");
    let log = |runtime: &mut Runtime| eval(&mut runtime.context_mut(), "log.splice(0).join()");
    assert_eq!(log(&mut runtime), "", "no timer runs them");
    let run = |runtime: &mut Runtime| {
        boa_async_context_web::frames::run(Some(16.5), &mut runtime.context_mut())
            .expect("no limit")
    };
    assert_eq!(run(&mut runtime), 2);
    assert_eq!(log(&mut runtime), "first,16.5,second,16.5");
    assert_eq!(run(&mut runtime), 2);
    assert_eq!(log(&mut runtime), "next,first,next,second");
    assert_eq!(run(&mut runtime), 0);
}

#[test]
fn the_loop_does_not_wait_for_what_was_cancelled_or_called_or_is_a_limit() {
    let mut runtime = Runtime::builder().build().expect("a runtime");
    boa_async_context_web::register(&mut runtime).expect("fresh globals");
    let begun = std::time::Instant::now();
    runtime
        .eval("cancelAnimationFrame(requestAnimationFrame(() => {}));")
        .expect("a script");
    let left = runtime.event_loop().clear();
    assert!(left.is_empty(), "{left:?}");
    runtime
        .eval(
            "clearTimeout(setTimeout(() => {}, 86_400_000));
             clearInterval(setInterval(() => {}, 86_400_000));
             cancelIdleCallback(requestIdleCallback(() => {}, { timeout: 86_400_000 }));
             const controller = new AbortController();
             const { signal } = controller;
             scheduler.postTask(() => {}, { delay: 86_400_000, signal }).catch(() => {});
             controller.abort();
             requestIdleCallback(() => {}, { timeout: 86_400_000 });",
        )
        .expect("a script");
    runtime.run_until_idle_blocking().expect("idle");
    runtime
        .eval(
            "setTimeout(() => {}, 86_400_000); AbortSignal.timeout(86_400_000).onabort = () => {};",
        )
        .expect("a script");
    assert_eq!(runtime.event_loop().clear().timers, 1);
    runtime
        .eval("AbortSignal.timeout(86_400_000).onabort = () => {};")
        .expect("a script");
    runtime.run_until_idle_blocking().expect("idle");
    assert!(begun.elapsed() < std::time::Duration::from_secs(3600));
}

#[test]
fn a_host_that_forbids_compiling_strings_forbids_it_to_timers() {
    struct Hooks;
    impl boa_engine::context::HostHooks for Hooks {
        fn ensure_can_compile_strings(
            &self,
            _: boa_engine::realm::Realm,
            _: &[boa_engine::JsString],
            _: &boa_engine::JsString,
            _: bool,
            _: &mut Context,
        ) -> boa_engine::JsResult<()> {
            Err(boa_engine::JsNativeError::typ()
                .with_message("forbidden")
                .into())
        }
    }
    let mut context = Context::builder()
        .host_hooks(Rc::new(Hooks))
        .job_executor(Rc::new(SimpleJobExecutor::new()))
        .build()
        .expect("a context");
    WebApis::default()
        .register(None, &mut context)
        .expect("fresh globals");
    eval(&mut context, "var ran = false; setTimeout('ran = true')");
    let error = context.run_jobs().expect_err("reported as a job's");
    assert!(error.to_string().contains("forbidden"), "{error}");
    assert_eq!(eval(&mut context, "ran"), "false");
}

#[test]
fn realms_have_their_own_timers_and_share_the_queue_of_tasks() {
    let mut runtime = Runtime::builder().build().expect("a runtime");
    boa_async_context_web::register(&mut runtime).expect("fresh globals");
    let mut context = runtime.context_mut();
    let realm = context.create_realm().expect("a realm");
    WebApis::default()
        .register(Some(realm.clone()), &mut context)
        .expect("fresh globals");
    let outer = context.enter_realm(realm);
    let other = context.global_object();
    context.enter_realm(outer);
    context
        .register_global_property(
            boa_engine::js_string!("other"),
            other,
            boa_engine::property::Attribute::all(),
        )
        .expect("a fresh global");
    drop(context);
    runtime
        .eval(
            "const log = [];
             const first = setTimeout(() => log.push('timer'));
             const second = other.setTimeout(function () { log.push(this === other); });
             log.push(first === second);
             other.clearTimeout(first + 1);
             scheduler.postTask(() => { log.push('visible'); });
             other.scheduler.postTask(() => { log.push('blocking'); }, { priority: 'user-blocking' });
             clearTimeout(first);",
        )
        .expect("a script");
    runtime.run_until_idle_blocking().expect("idle");
    let log = eval(&mut runtime.context_mut(), "log.join()");
    assert_eq!(log, "true,true,blocking,visible");
}

#[test]
fn a_foreign_executor_has_no_channels_but_clones() {
    let mut context = with(WebApis::default());
    let names = eval(
        &mut context,
        "const name = (f) => { try { f(); } catch (error) { return error.name; } };
         [
             name(() => new MessageChannel()),
             name(() => new BroadcastChannel('a')),
             name(() => new Worker('data:,')),
             structuredClone(new Map([[1, [2]]])).get(1)[0],
             name(() => structuredClone(() => {})),
         ].join()",
    );
    assert_eq!(
        names,
        "NotSupportedError,NotSupportedError,NotSupportedError,2,DataCloneError"
    );
}

#[test]
fn reports_list_the_variables_of_the_program_and_not_those_of_the_platform() {
    let mut runtime = Runtime::builder().build().expect("a runtime");
    boa_async_context_web::register(&mut runtime).expect("fresh globals");
    let texts = Rc::new(std::cell::RefCell::new(Vec::new()));
    let sink = texts.clone();
    runtime.event_loop().set_reporter(move |report, _| {
        sink.borrow_mut().push(report.render());
    });
    runtime
        .eval(
            "const user = new AsyncContext.Variable({ name: 'user' });
             scheduler.postTask(() => { throw new Error('alone'); });
             user.run('ann', () => scheduler.postTask(() => { throw new Error('together'); }));",
        )
        .expect("a script");
    runtime.run_until_idle_blocking().expect("idle");
    let texts = texts.borrow();
    assert!(!texts[0].contains("scheduling"), "{}", texts[0]);
    assert!(!texts[0].contains("asyncContext"), "{}", texts[0]);
    assert!(
        texts[1].ends_with("asyncContext:\n    user = 'ann'"),
        "{}",
        texts[1]
    );
}

#[test]
fn a_host_fires_events_at_targets_only() {
    let mut context = with(WebApis::default());
    let target = context
        .eval(Source::from_bytes(
            "var log = []; const target = new EventTarget();
             target.addEventListener('a', (event) => log.push(event.type, event.isTrusted)); target",
        ))
        .expect("a script");
    boa_async_context_web::fire_external_event(&target, "a", &mut context).expect("a target");
    assert_eq!(eval(&mut context, "log.join()"), "a,true");
    let other = boa_engine::JsValue::from(1);
    let error = boa_async_context_web::fire_external_event(&other, "a", &mut context);
    assert!(error.is_err_and(|error| error.to_string().contains("EventTarget")));
    let names = "'captureFallbackContext' in EventTarget";
    assert_eq!(eval(&mut context, names), "false", "only if it is wanted");
}

#[test]
fn an_error_of_the_engine_is_reported_and_not_shown_to_listeners() {
    let mut runtime = Runtime::builder().build().expect("a runtime");
    boa_async_context_web::register(&mut runtime).expect("fresh globals");
    let reported = std::rc::Rc::new(std::cell::Cell::new(false));
    let seen = reported.clone();
    runtime
        .event_loop()
        .set_reporter(move |report, _| seen.set(report.error().as_engine().is_some()));
    runtime
        .eval("let calls = 0; onerror = () => { calls++; return true; }; setTimeout(() => { for (;;); });")
        .expect("does not throw");
    runtime
        .context_mut()
        .runtime_limits_mut()
        .set_loop_iteration_limit(1_000);
    runtime.run_until_idle_blocking().expect("idle");
    assert!(reported.get());
    assert_eq!(eval(&mut runtime.context_mut(), "calls"), "0");
    assert_eq!(runtime.event_loop().failures(), 1);
}
