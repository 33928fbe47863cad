//! Signals that the host aborts from other threads.

use std::{sync::mpsc, thread, time::Duration};

use boa_async_context::{Runtime, in_realm};
use boa_async_context_web::{AbortHandle, AbortOnDrop, AbortReason, WebApis, register};
use boa_engine::{Context, JsData, JsObject, JsValue, js_string, property::Attribute};
use boa_gc::{Finalize, Trace};
use boa_runtime::extensions::RuntimeExtension;

fn runtime() -> Runtime {
    let mut runtime = Runtime::builder().expose_gc().build().expect("a runtime");
    register(&mut runtime).expect("fresh globals");
    runtime
}

fn define(context: &mut Context, name: &str, value: JsValue) {
    context
        .register_global_property(js_string!(name), value, Attribute::all())
        .expect("a fresh global");
}

/// A global `name` that is a signal of `handle`.
fn define_signal(runtime: &mut Runtime, name: &str, handle: &AbortHandle) {
    let context = &mut *runtime.context_mut();
    let signal = handle.signal(context).expect("the APIs are there");
    define(context, name, signal);
}

fn text(runtime: &mut Runtime, source: &str) -> String {
    let value = runtime.eval(source).expect("a script");
    let value = value.to_string(&mut runtime.context_mut());
    value.expect("a string").to_std_string_escaped()
}

#[test]
fn another_thread_aborts_and_the_listeners_run_in_the_empty_mapping() {
    let mut runtime = runtime();
    let handle = AbortHandle::new();
    define_signal(&mut runtime, "signal", &handle);
    runtime
        .eval(
            "const v = new AsyncContext.Variable({ defaultValue: 'empty' });
             const log = [];
             v.run('set', () => signal.addEventListener('abort', (e) => {
                 log.push(v.get(), e.isTrusted, e.target === signal, signal.reason.name, signal.reason.message);
                 Promise.resolve().then(() => log.push('microtask ' + v.get()));
             }));
             v.run('set', () => AbortSignal.any([signal]).addEventListener('abort', () => log.push('any ' + v.get())));
             let thrown; try { signal.throwIfAborted(); } catch (error) { thrown = error; }",
        )
        .expect("a script");
    let hold = runtime.event_loop().mailbox().hold();
    let aborting = handle.clone();
    let client = thread::spawn(move || {
        let first = aborting.abort_with(AbortReason::TimedOut("too long".to_owned()));
        let second = aborting.abort();
        drop(hold);
        (first, second)
    });
    runtime.run_until_idle_blocking().expect("idle");
    assert_eq!(client.join().expect("no panic"), (true, false));
    assert_eq!(
        text(&mut runtime, "log.join() + ' ' + thrown"),
        "empty,true,true,TimeoutError,too long,microtask empty,any empty undefined"
    );
    assert!(handle.is_aborted());
    // One that is made later is aborted from the start.
    define_signal(&mut runtime, "late", &handle);
    assert_eq!(
        text(&mut runtime, "late.aborted + late.reason.name"),
        "trueTimeoutError"
    );
}

#[test]
fn a_handle_aborts_the_signals_of_all_its_agents_and_realms() {
    let handle = AbortHandle::new();
    let mut runtimes = [runtime(), runtime()];
    for runtime in &mut runtimes {
        define_signal(runtime, "first", &handle);
        define_signal(runtime, "second", &handle);
    }
    // A realm of its own: the exception is one of that realm.
    let [runtime, other] = &mut runtimes;
    {
        let context = &mut *runtime.context_mut();
        let realm = context.create_realm().expect("a realm");
        WebApis::default()
            .register(Some(realm.clone()), context)
            .expect("fresh globals");
        let (signal, exception) = in_realm(&realm, context, |context| {
            let exception = context
                .global_object()
                .get(js_string!("DOMException"), context);
            (handle.signal(context), exception)
        });
        define(context, "foreign", signal.expect("the APIs are there"));
        define(context, "ForeignException", exception.expect("it is there"));
    }
    assert!(handle.abort());
    runtime.run_until_idle_blocking().expect("idle");
    other.run_until_idle_blocking().expect("idle");
    assert_eq!(
        text(
            runtime,
            "[first.aborted, second.aborted, foreign.reason instanceof ForeignException, first.reason instanceof DOMException]"
        ),
        "true,true,true,true"
    );
    assert_eq!(text(other, "[first.aborted, second.aborted]"), "true,true");
}

#[test]
fn a_guard_aborts_unless_it_is_disarmed() {
    let mut runtime = runtime();
    let (hung_up, answered) = (AbortHandle::new(), AbortHandle::new());
    define_signal(&mut runtime, "hungUp", &hung_up);
    define_signal(&mut runtime, "answered", &answered);
    drop(hung_up.abort_on_drop(AbortReason::Text("gone".to_owned())));
    answered
        .abort_on_drop(AbortReason::Text("gone".to_owned()))
        .disarm();
    runtime.run_until_idle_blocking().expect("idle");
    assert_eq!(
        text(&mut runtime, "[hungUp.reason, answered.aborted]"),
        "gone,false"
    );
}

#[test]
fn a_signal_lives_while_its_handle_can_abort_it_and_somebody_listens() {
    let mut runtime = runtime();
    runtime
        .eval(
            "const log = [], refs = {};
             globalThis.listen = (name, signal) => {
                 refs[name] = new WeakRef(signal);
                 signal.addEventListener('abort', () => log.push(name));
             };
             globalThis.ignore = (name, signal) => { refs[name] = new WeakRef(signal); };",
        )
        .expect("a script");
    let call = |runtime: &mut Runtime, function: &str, name: &str, handle: &AbortHandle| {
        let context = &mut *runtime.context_mut();
        let signal = handle.signal(context).expect("the APIs are there");
        let function = context.global_object().get(js_string!(function), context);
        let function = function
            .expect("it is there")
            .as_callable()
            .expect("a function");
        function
            .call(
                &JsValue::undefined(),
                &[js_string!(name).into(), signal],
                context,
            )
            .expect("nothing throws");
    };
    let kept = AbortHandle::new();
    let dropped = AbortHandle::new();
    call(&mut runtime, "listen", "kept", &kept);
    call(&mut runtime, "ignore", "ignored", &kept);
    call(&mut runtime, "listen", "dropped", &dropped);
    drop(dropped);
    let alive = "gc(); ['kept', 'ignored', 'dropped'].map((name) => refs[name].deref() !== undefined).join()";
    // The reference of a WeakRef lives until the end of a job, and the loop learns of a handle that is gone.
    runtime.run_until_idle_blocking().expect("idle");
    assert_eq!(text(&mut runtime, alive), "true,false,false");
    kept.abort();
    runtime.run_until_idle_blocking().expect("idle");
    assert_eq!(text(&mut runtime, "log.join()"), "kept");
    runtime.run_until_idle_blocking().expect("idle");
    assert_eq!(text(&mut runtime, alive), "false,false,false");
}

#[test]
fn after_the_end_of_the_loop_an_abort_does_nothing() {
    let mut runtime = runtime();
    let handle = AbortHandle::new();
    define_signal(&mut runtime, "signal", &handle);
    drop(runtime);
    assert!(handle.abort());
    // A guard whose agent is gone.
    drop(handle.abort_on_drop(AbortReason::Aborted(String::new())));
    assert!(!handle.abort());
}

#[test]
fn an_exception_of_a_listener_is_reported_and_the_other_signals_are_aborted() {
    let mut runtime = runtime();
    runtime.event_loop().set_reporter(|_, _| {});
    let handle = AbortHandle::new();
    define_signal(&mut runtime, "first", &handle);
    define_signal(&mut runtime, "second", &handle);
    runtime
        .eval("for (const signal of [first, second]) signal.onabort = () => { throw new Error('no'); };")
        .expect("a script");
    handle.abort();
    runtime.run_until_idle_blocking().expect("idle");
    assert_eq!(runtime.event_loop().failures(), 2);
    assert_eq!(text(&mut runtime, "second.aborted"), "true");
}

/// An object whose collection aborts.
#[derive(Trace, Finalize, JsData)]
struct Guard(
    #[unsafe_ignore_trace]
    #[allow(dead_code, reason = "aborts by being dropped")]
    AbortOnDrop,
);

#[test]
fn a_collection_may_abort_the_handle_that_makes_a_signal() {
    let (sender, done) = mpsc::channel();
    thread::spawn(move || {
        let mut runtime = runtime();
        let context = &mut *runtime.context_mut();
        let handle = AbortHandle::new();
        let gone = || AbortReason::Text("gone".to_owned());
        // Each iteration leaves garbage, so there are many collections, most of them while a signal or its reason is made.
        for _ in 0..20_000 {
            JsObject::from_proto_and_data(None, Guard(handle.abort_on_drop(gone())));
            if handle.is_aborted() {
                break;
            }
            handle.signal(context).expect("the APIs are there");
        }
        assert!(handle.is_aborted(), "no collection");
        let aborted = AbortHandle::new();
        aborted.abort();
        for _ in 0..20_000 {
            JsObject::from_proto_and_data(None, Guard(aborted.abort_on_drop(gone())));
            aborted.signal(context).expect("the APIs are there");
        }
        sender.send(()).expect("the test waits");
    });
    // Whoever waits for itself waits for ever; this is only so that the test ends.
    done.recv_timeout(Duration::from_secs(600))
        .expect("the thread ends, and does not wait for itself");
}
