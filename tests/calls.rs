//! Calls into JavaScript from other threads.

mod support;

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use boa_async_context::{
    Agent, HostVariable, Runtime,
    event_loop::{CallError, KeepAlive, Mailbox},
};
use boa_engine::{Context, JsResult, JsString, JsValue, js_string};
use futures_lite::future::{block_on, poll_once};
use std::sync::LazyLock;

static REQUEST: LazyLock<HostVariable<u32>> = LazyLock::new(HostVariable::new);

/// A thread with a runtime in which `source` has run, until the hold is dropped.
fn serve(source: &'static str) -> (Mailbox, KeepAlive, JoinHandle<usize>) {
    let (ready, started) = mpsc::channel();
    let thread = thread::spawn(move || {
        let mut runtime = Runtime::builder().build().expect("a runtime");
        support::define_in(&mut runtime.context_mut(), "request", |_, _, context| {
            let request = Agent::of(context).and_then(|agent| REQUEST.get(&agent));
            Ok(request.map_or(JsValue::undefined(), |request| (*request).into()))
        });
        runtime.eval(source).expect("a script");
        let mailbox = runtime.event_loop().mailbox();
        let open = mailbox.hold();
        ready.send((mailbox, open)).expect("the test waits");
        runtime.run_until_idle_blocking().expect("idle");
        runtime.event_loop().failures()
    });
    let (mailbox, open) = started.recv().expect("it started");
    (mailbox, open, thread)
}

/// Calls a global function without arguments.
fn call_global(name: &'static str, context: &mut Context) -> JsResult<JsValue> {
    let function = context.global_object().get(js_string!(name), context)?;
    let function = function.as_callable().expect("a function");
    function.call(&JsValue::undefined(), &[], context)
}

#[test]
fn requests_of_many_threads_get_their_own_answers() {
    let (mailbox, open, js) = serve(
        "globalThis.handle = async () => {
             const first = request();
             await new Promise((resolve) => setTimeout(resolve, first % 3));
             return `${first} ${request()}`;
         };",
    );
    let threads: Vec<_> = (0..4)
        .map(|thread| {
            let mailbox = mailbox.clone();
            thread::spawn(move || {
                // Fifty are in flight at once.
                let calls: Vec<_> = (0..50)
                    .map(|n| {
                        let id = thread * 1_000 + n;
                        let call = mailbox.call::<JsText>(move |context| {
                            let agent = Agent::of(context).expect("it has one");
                            REQUEST.run(&agent, id, || call_global("handle", context))
                        });
                        (id, call)
                    })
                    .collect();
                for (id, call) in calls {
                    let JsText(answer) = block_on(call).expect("an answer");
                    assert_eq!(answer, format!("{id} {id}"));
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().expect("it did not panic");
    }
    drop(open);
    assert_eq!(js.join().expect("it did not panic"), 0);
}

/// Text that may leave the thread.
struct JsText(String);

impl boa_engine::value::TryFromJs for JsText {
    fn try_from_js(value: &JsValue, context: &mut Context) -> JsResult<Self> {
        Ok(Self(
            JsString::try_from_js(value, context)?.to_std_string_lossy(),
        ))
    }
}

#[test]
fn whatever_a_call_returns_is_awaited_and_converted_and_what_it_throws_is_told() {
    let (mailbox, open, js) = serve(
        "globalThis.value = () => 7;
         globalThis.object = () => ({ valueOf: () => 8 });
         globalThis.thenable = () => ({ then(resolve) { resolve(Promise.resolve(9)); } });
         globalThis.later = () => new Promise((resolve) => setTimeout(resolve, 1, 10));
         globalThis.throws = () => { throw new RangeError('thrown'); };
         globalThis.rejects = async () => { await null; throw new RangeError('rejected'); };
         globalThis.throwsNull = () => { throw null; };
         globalThis.text = async () => 'no number';
         globalThis.bad = () => ({ get then() { throw new RangeError('got'); } });
         globalThis.badPromise = () => Object.defineProperty(Promise.resolve(1), 'constructor', {
             get() { throw new RangeError('constructor'); },
         });
         globalThis.foreign = () => Object.freeze(Object.assign(Promise.resolve(11), { constructor: class {} }));",
    );
    let call = |name| block_on(mailbox.call::<i32>(move |context| call_global(name, context)));
    assert_eq!(call("value"), Ok(7));
    assert_eq!(call("thenable"), Ok(9));
    assert_eq!(call("later"), Ok(10));
    assert_eq!(call("foreign"), Ok(11));
    for (name, part) in [
        ("throws", "RangeError: thrown"),
        ("rejects", "RangeError: rejected"),
        ("throwsNull", "null"),
        ("text", "TypeError"),
        ("object", "TypeError"),
        ("bad", "RangeError: got"),
        ("badPromise", "RangeError: constructor"),
    ] {
        let Err(CallError::Thrown(text)) = call(name) else {
            panic!("{name} has a result");
        };
        assert!(text.contains(part), "{name}: {text}");
        assert!(!text.contains("EnginePanic"), "{name}: {text}");
    }
    drop(open);
    assert_eq!(
        js.join().expect("it did not panic"),
        0,
        "the callers have them"
    );
}

/// The result is awaited, and `await` asks neither for a species nor for `then`.
#[test]
fn a_program_that_changes_promises_breaks_no_call() {
    let (mailbox, open, js) = serve(
        "Object.defineProperty(Promise, Symbol.species, { get() { throw new RangeError('species'); } });
         Promise.prototype.then = () => { throw new RangeError('then'); };
         globalThis.handle = async () => { await null; return 1; };",
    );
    let call = mailbox.call::<i32>(|context| call_global("handle", context));
    assert_eq!(block_on(call), Ok(1));
    drop(open);
    assert_eq!(js.join().expect("it did not panic"), 0);
}

#[test]
fn a_call_that_nobody_waits_for_any_more_does_not_begin() {
    let mut runtime = Runtime::builder().build().expect("a runtime");
    let mailbox = runtime.event_loop().mailbox();
    let begun = Arc::new(AtomicUsize::new(0));
    let count = || {
        let begun = begun.clone();
        mailbox.call::<i32>(move |_| {
            begun.fetch_add(1, Ordering::SeqCst);
            Ok(1.into())
        })
    };
    let (kept, dropped) = (count(), count());
    drop(dropped);
    runtime.run_until_idle_blocking().expect("idle");
    assert_eq!(begun.load(Ordering::SeqCst), 1);
    assert_eq!(block_on(kept), Ok(1));
}

#[test]
fn a_call_ends_with_its_runtime() {
    let mut runtime = Runtime::builder().build().expect("a runtime");
    runtime
        .eval("globalThis.never = () => new Promise(() => {}); globalThis.kept = () => keep ??= never(); let keep;")
        .expect("a script");
    let mailbox = runtime.event_loop().mailbox();
    let begun = mailbox.call::<i32>(|context| call_global("kept", context));
    let forgotten = mailbox.call::<i32>(|context| call_global("never", context));
    runtime.run_until_idle_blocking().expect("idle");
    boa_gc::force_collect();
    assert_eq!(
        block_on(forgotten),
        Err(CallError::Ended),
        "nothing can settle it"
    );
    let queued = mailbox.call::<i32>(|_| Ok(1.into()));
    // There may be no collection on this thread any more.
    drop(runtime);
    assert_eq!(block_on(poll_once(begun)), Some(Err(CallError::Ended)));
    assert_eq!(block_on(queued), Err(CallError::Ended));
    let late = mailbox.call::<i32>(|_| Ok(1.into()));
    assert_eq!(block_on(late), Err(CallError::Ended));
}

#[test]
fn a_call_that_has_begun_ends_when_its_runtime_is_shut_down() {
    let mut runtime = Runtime::builder().build().expect("a runtime");
    runtime
        .eval("globalThis.kept = () => keep; let keep = new Promise(() => {});")
        .expect("a script");
    let mailbox = runtime.event_loop().mailbox();
    let mut begun = mailbox.call::<i32>(|context| call_global("kept", context));
    runtime.run_until_idle_blocking().expect("idle");
    assert_eq!(block_on(poll_once(&mut begun)), None);
    let report = runtime
        .block_on(async |runtime| runtime.shutdown(Duration::from_secs(600)).await)
        .expect("a thread to sleep in");
    assert!(report.is_clean());
    assert_eq!(block_on(poll_once(begun)), Some(Err(CallError::Ended)));
    assert!(runtime.eval("keep").is_ok(), "it is still there");
    let late = mailbox.call::<i32>(|_| Ok(1.into()));
    assert_eq!(block_on(poll_once(late)), Some(Err(CallError::Ended)));
}
