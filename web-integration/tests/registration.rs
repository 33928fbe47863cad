//! Registering in other ways than `register(&mut Runtime)`.

use std::rc::Rc;

use boa_async_context::{AsyncContext, Runtime, Storage};
use boa_async_context_web::WebApis;
use boa_engine::{Context, Source, job::SimpleJobExecutor};
use boa_runtime::extensions::RuntimeExtension;

const NAMES: &str = "['DOMException', 'Event', 'CustomEvent', 'EventTarget', 'AbortController', \
                      'AbortSignal', 'ErrorEvent', 'PromiseRejectionEvent', 'reportError', 'self', \
                      'onerror', 'onunhandledrejection', 'onrejectionhandled', \
                      'addEventListener', 'MessageEvent', 'MessageChannel', 'MessagePort', \
                      'BroadcastChannel', 'structuredClone', \
                      'ReadableStream', 'ReadableStreamDefaultReader', \
                      'ReadableStreamDefaultController', 'ReadableByteStreamController', \
                      'ReadableStreamBYOBReader', 'ReadableStreamBYOBRequest', 'WritableStream', \
                      'WritableStreamDefaultWriter', 'WritableStreamDefaultController', \
                      'TransformStream', 'TransformStreamDefaultController', 'CountQueuingStrategy', \
                      'ByteLengthQueuingStrategy', 'Blob', 'URLSearchParams', 'Headers', 'Request', \
                      'Response', 'ProgressEvent', 'XMLHttpRequestEventTarget', \
                      'XMLHttpRequestUpload', 'XMLHttpRequest', 'EventSource', \
                      'fetch'\
                      ].filter((name) => name in globalThis).join()";

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

const NOTHING: WebApis = WebApis {
    dom_exception: false,
    events: false,
    abort: false,
    errors: false,
    messaging: false,
    streams: false,
    network: false,
    base_url: None,
};

#[test]
fn each_switch_defines_its_own_globals() {
    let defined = |apis| eval(&mut with(apis), NAMES);
    assert_eq!(defined(NOTHING), "");
    let only = WebApis {
        dom_exception: true,
        ..NOTHING
    };
    assert_eq!(defined(only), "DOMException");
    let only = WebApis {
        events: true,
        ..NOTHING
    };
    assert_eq!(defined(only), "Event,CustomEvent,EventTarget");
    let only = WebApis {
        abort: true,
        ..NOTHING
    };
    assert_eq!(defined(only), "AbortController,AbortSignal");
    let only = WebApis {
        errors: true,
        ..NOTHING
    };
    let errors = "ErrorEvent,PromiseRejectionEvent,reportError,self,onerror,onunhandledrejection,\
                  onrejectionhandled,addEventListener";
    assert_eq!(defined(only), errors);
    let only = WebApis {
        messaging: true,
        ..NOTHING
    };
    let messaging = "MessageEvent,MessageChannel,MessagePort,BroadcastChannel,structuredClone";
    assert_eq!(defined(only), messaging);
    let only = WebApis {
        streams: true,
        ..NOTHING
    };
    let streams = "ReadableStream,ReadableStreamDefaultReader,ReadableStreamDefaultController,\
                   ReadableByteStreamController,ReadableStreamBYOBReader,ReadableStreamBYOBRequest,\
                   WritableStream,WritableStreamDefaultWriter,WritableStreamDefaultController,\
                   TransformStream,TransformStreamDefaultController,\
                   CountQueuingStrategy,ByteLengthQueuingStrategy";
    assert_eq!(defined(only), streams);
    let only = WebApis {
        network: true,
        ..NOTHING
    };
    let network = "Blob,URLSearchParams,Headers,Request,Response,ProgressEvent,\
                   XMLHttpRequestEventTarget,XMLHttpRequestUpload,XMLHttpRequest,EventSource,fetch";
    assert_eq!(defined(only), network);
    let all = "DOMException,Event,CustomEvent,EventTarget,AbortController,AbortSignal";
    assert_eq!(
        defined(WebApis::default()),
        format!("{all},{errors},{messaging},{streams},{network}")
    );
}

#[test]
fn abort_works_while_the_rest_is_switched_off() {
    let mut context = with(WebApis {
        abort: true,
        ..NOTHING
    });
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
    let context = runtime.context();
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
    // As much stack as a main thread has; unoptimised frames are large.
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
        runtime.block_on_idle().expect("idle");
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
    let context = runtime.context();
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
fn a_foreign_executor_has_no_channels_but_clones() {
    let mut context = with(WebApis::default());
    let names = eval(
        &mut context,
        "const name = (f) => { try { f(); } catch (error) { return error.name; } };
         [
             name(() => new MessageChannel()),
             name(() => new BroadcastChannel('a')),
             structuredClone(new Map([[1, [2]]])).get(1)[0],
             name(() => structuredClone(() => {})),
         ].join()",
    );
    assert_eq!(
        names,
        "NotSupportedError,NotSupportedError,2,DataCloneError"
    );
}
