//! Native resources as JavaScript sees them.

mod limit;
#[path = "../support/patience.rs"]
mod patience;
mod support;
mod sweep;

use std::{
    future::Future,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use boa_async_context::{
    Runtime,
    cleanup::{
        Bytes, CleanupError, CloseOutcome, Leaked, NativeResource, ResourceClasses,
        ResourceOptions, Resources,
    },
    event_loop::LoopState,
};
use boa_engine::{JsArgs, JsNativeError, JsValue, js_string};
use tokio::sync::Semaphore;

use patience::patiently;
use support::{LONG, Log, eventually};

/// Shared by a test and its resources.
#[derive(Clone, Default)]
struct World {
    log: Log,
    /// The gate that operations named `wait` wait for.
    gate: Gate,
    /// The gate that a slow closing waits for.
    closing: Gate,
    leaks: Arc<Mutex<Vec<Leaked>>>,
    dropped: Arc<AtomicUsize>,
    /// The most things that were there at a time.
    most_open: Arc<AtomicUsize>,
    opened: Arc<AtomicUsize>,
}

impl World {
    fn thing(&self, name: impl Into<String>) -> Thing {
        let opened = self.opened.fetch_add(1, Ordering::SeqCst) + 1;
        let open = opened.saturating_sub(self.dropped.load(Ordering::SeqCst));
        self.most_open.fetch_max(open, Ordering::SeqCst);
        Thing {
            name: name.into(),
            world: self.clone(),
        }
    }
}

#[derive(Clone)]
struct Gate(Arc<Semaphore>);

impl Default for Gate {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(0)))
    }
}

impl Gate {
    fn open(&self) {
        self.0.add_permits(1000);
    }

    async fn pass(&self) {
        if let Ok(permit) = self.0.acquire().await {
            permit.forget();
        }
    }
}

/// A resource that logs its end.
struct Thing {
    name: String,
    world: World,
}

impl Drop for Thing {
    fn drop(&mut self) {
        self.world.dropped.fetch_add(1, Ordering::SeqCst);
    }
}

impl NativeResource for Thing {
    const NAME: &'static str = "Thing";

    fn label(&self) -> String {
        self.name.clone()
    }

    async fn close(self) -> Result<(), CleanupError> {
        self.world.log.push(format!("close {}", self.name));
        match &*self.name {
            "fails" => return Err("it is stuck".into()),
            "panics" => panic!("closing panics"),
            "slow" => self.world.closing.pass().await,
            "hangs" => std::future::pending().await,
            "takes a moment" => tokio::time::sleep(Duration::from_millis(150)).await,
            _ => {}
        }
        self.world.log.push(format!("closed {}", self.name));
        Ok(())
    }
}

fn define(resources: &Resources, world: &World, runtime: &mut Runtime) {
    let at_open = world.clone();
    resources
        .class::<Thing>()
        .open("open", 1, move |args, context| {
            let name = args.get_or_undefined(0).to_string(context)?;
            let world = at_open.clone();
            let name = name.to_std_string_lossy();
            Ok(async move {
                match &*name {
                    "open fails" => return Err("there is none"),
                    "open panics" => panic!("opening panics"),
                    "open waits" => world.gate.pass().await,
                    _ => {}
                }
                Ok(world.thing(name))
            })
        })
        .operation("name", 0, |thing, _, _| {
            Ok(async move { Ok::<_, CleanupError>(thing.name.clone()) })
        })
        .operation("wait", 1, |thing, args, context| {
            let value = args.get_or_undefined(0).to_u32(context)?;
            Ok(async move {
                thing.world.log.push(format!("wait {}", thing.name));
                thing.world.gate.pass().await;
                thing.world.log.push(format!("waited {}", thing.name));
                Ok::<_, CleanupError>(value)
            })
        })
        .operation("listen", 0, |thing, _, _| {
            Ok(async move {
                thing.world.log.push(format!("{} listens", thing.name));
                thing.closing().await;
                // The resource is still there.
                thing
                    .world
                    .log
                    .push(format!("hears of the end of {}", thing.name));
                Err::<(), _>("closed while listening")
            })
        })
        .operation("fail", 0, |_, _, _| {
            Ok(async move { Err::<(), _>(std::io::Error::other("the disk is full")) })
        })
        .operation("panic", 0, |_, _, _| {
            Ok(async move {
                if true {
                    panic!("an operation panics")
                } else {
                    Ok::<_, CleanupError>(())
                }
            })
        })
        .operation("bytes", 0, |_, _, _| {
            Ok(async move { Ok::<_, CleanupError>(Bytes(vec![1, 2, 255])) })
        })
        .opener("child", 1, |thing, args, context| {
            let name = args.get_or_undefined(0).to_string(context)?;
            let (name, world) = (name.to_std_string_lossy(), thing.world.clone());
            Ok(async move {
                if name == "open waits" {
                    world.gate.pass().await;
                }
                Ok::<_, CleanupError>(world.thing(name))
            })
        })
        .opener("sibling", 1, |thing, args, context| {
            let name = args.get_or_undefined(0).to_string(context)?;
            let name = name.to_std_string_lossy();
            // The operation lasts until the other one is open.
            Ok(async move { Ok::<_, CleanupError>(thing.world.thing(name)) })
        })
        .method("call", 1, |thing, args, context| {
            let name = thing.name.clone();
            // What the function does is no operation of the thing.
            drop(thing);
            let function = args.get_or_undefined(0).as_callable();
            let function =
                function.ok_or_else(|| JsNativeError::typ().with_message("not a function"))?;
            function.call(&JsValue::undefined(), &[js_string!(name).into()], context)
        })
        .register(&mut runtime.context_mut())
        .expect("a class that nobody has");
}

fn runtime_with(options: ResourceOptions) -> (Runtime, World) {
    let world = World::default();
    let leaks = world.leaks.clone();
    let options = options.on_leak(move |leaked| {
        leaks
            .lock()
            .expect("no panic while locked")
            .push(leaked.clone());
    });
    let mut runtime = Runtime::builder()
        .resources(options)
        .build()
        .expect("a runtime");
    let resources = runtime.resources().clone();
    define(&resources, &world, &mut runtime);
    runtime
        .eval(
            "const log = [];
             const outcome = (promise) => promise.then((v) => v, (e) => `${e.name}: ${e.message}`);
             const run = (f) => { f().catch((e) => log.push(`threw ${e}`)); };",
        )
        .expect("valid script");
    (runtime, world)
}

fn runtime() -> (Runtime, World) {
    runtime_with(ResourceOptions::default())
}

/// Runs an async program until the loop is idle. Returns what it logged, joined by `|`.
#[track_caller]
fn run(runtime: &mut Runtime, body: &str) -> String {
    begin(runtime, body);
    run_beside(runtime, async {});
    logged(runtime)
}

#[track_caller]
fn begin(runtime: &mut Runtime, body: &str) {
    runtime
        .eval(&format!("run(async () => {{ {body} }})"))
        .expect("valid script");
}

fn logged(runtime: &mut Runtime) -> String {
    let log = runtime
        .eval("log.splice(0).join('|')")
        .expect("valid script");
    log.as_string().expect("a string").to_std_string_lossy()
}

/// Runs the loop until it is idle, and `meanwhile` concurrently.
fn run_beside(runtime: &mut Runtime, meanwhile: impl Future<Output = ()>) {
    runtime
        .block_on(async |runtime| {
            let idle = tokio::time::timeout(LONG, runtime.run_until_idle());
            let (idle, ()) = tokio::join!(idle, meanwhile);
            idle.expect("the loop comes to its end");
        })
        .expect("a tokio runtime");
}

/// Waits for something that happens in other tasks or on other threads.
async fn until(what: &str, is_so: impl Fn() -> bool) {
    let waiting = async {
        while !is_so() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    let waited = tokio::time::timeout(LONG, waiting).await;
    assert!(waited.is_ok(), "not within {LONG:?}: {what}");
}

/// Gives others the time to do what they should not do.
async fn a_while() {
    tokio::time::sleep(Duration::from_millis(30)).await;
}

#[test]
fn operations_return_promises_for_their_values() {
    let (mut runtime, world) = runtime();
    let log = run(
        &mut runtime,
        "const thing = await Thing.open('a');
         log.push(await thing.name(), thing.closed, String(thing), thing instanceof Thing);
         const bytes = await thing.bytes();
         log.push(bytes instanceof Uint8Array, bytes.join());
         const child = await thing.child('b');
         log.push(child instanceof Thing, await child.name());
         await child.close();
         log.push(await thing.close(), thing.closed);",
    );
    assert_eq!(log, "a|false|[object Thing]|true|true|1,2,255|true|b||true");
    assert_eq!(
        world.log.lines(),
        ["close b", "closed b", "close a", "closed a"]
    );
    let report = runtime.resources().report();
    assert_eq!((report.created, report.closed, report.open), (2, 2, 0));
    assert!(
        world
            .leaks
            .lock()
            .expect("no panic while locked")
            .is_empty()
    );
}

#[test]
fn what_goes_wrong_rejects_the_promise_and_never_throws() {
    let (mut runtime, _) = runtime();
    let log = run(
        &mut runtime,
        "const thing = await Thing.open('a');
         const { name, close, fail } = Thing.prototype;
         const boom = { toString() { throw new RangeError('from toString'); } };
         for (const promise of [
             Thing.open('open fails'), Thing.open('open panics'), Thing.open(boom), Thing.open(Symbol()),
             thing.fail(), thing.panic(), thing.child(boom),
             name.call({}), name.call(undefined), close.call(Object.create(thing)), fail(),
         ].map(outcome)) log.push(await promise);
         await thing.close();",
    );
    assert_eq!(
        log.split('|').collect::<Vec<_>>(),
        [
            "Error: there is none",
            "Error: panicked: opening panics",
            "RangeError: from toString",
            "TypeError: can't convert symbol to string",
            "Error: the disk is full",
            "Error: panicked: an operation panics",
            "RangeError: from toString",
            "TypeError: Thing.prototype.name called on something that is not a Thing",
            "TypeError: Thing.prototype.name called on something that is not a Thing",
            "TypeError: Thing.prototype.close called on something that is not a Thing",
            "TypeError: Thing.prototype.fail called on something that is not a Thing",
        ]
    );
}

#[test]
fn a_synchronous_method_returns_or_throws_at_once() {
    let (mut runtime, _) = runtime();
    let log = run(
        &mut runtime,
        "const thing = await Thing.open('a');
         const tried = (f) => { try { return f(); } catch (e) { return `${e.name}: ${e.message}`; } };
         log.push(thing.call((name) => `called with ${name}`));
         log.push(tried(() => thing.call()));
         log.push(tried(() => thing.call(() => { throw new RangeError('thrown'); })));
         log.push(tried(() => thing.call.call({})));
         const closing = thing.call(() => thing.close());
         log.push(tried(() => thing.call(() => 1)));
         log.push(await closing);",
    );
    assert_eq!(
        log,
        "called with a|TypeError: not a function|RangeError: thrown|\
         TypeError: Thing.prototype.call called on something that is not a Thing|\
         TypeError: Thing a.call: it is closed|"
    );
}

#[test]
fn the_class_looks_like_one() {
    let (mut runtime, _) = runtime();
    let log = run(
        &mut runtime,
        "for (const f of [() => new Thing(), () => Thing(), () => Reflect.get(Thing.prototype, 'closed')])
             try { f(); log.push('no error'); } catch (e) { log.push(e.name); }
         const d = (o, k) => { const { writable: w, enumerable: e, configurable: c } = Object.getOwnPropertyDescriptor(o, k); return `${w} ${e} ${c}`; };
         log.push(Thing.name, Thing.length, Thing.open.length, Thing.prototype.wait.length);
         log.push(d(globalThis, 'Thing'), d(Thing.prototype, 'close'), d(Thing.prototype, Symbol.toStringTag));
         log.push(Thing.prototype[Symbol.asyncDispose].name, Thing.prototype.constructor === Thing);",
    );
    assert_eq!(
        log,
        "TypeError|TypeError|TypeError|Thing|0|1|1|true false true|true false true|false false true|\
         [Symbol.asyncDispose]|true"
    );
}

#[test]
fn use_after_close_is_rejected_and_says_so_also_while_it_is_closing() {
    let (mut runtime, world) = runtime();
    begin(
        &mut runtime,
        "const thing = await Thing.open('slow');
         const closing = thing.close();
         log.push(thing.closed, await outcome(thing.name()));
         globalThis.thing = thing;
         await closing;
         log.push('closed', await outcome(thing.wait(1)));",
    );
    run_beside(&mut runtime, async {
        until("it is being closed", || world.log.lines() == ["close slow"]).await;
        world.closing.open();
    });
    assert_eq!(
        logged(&mut runtime),
        "true|TypeError: Thing slow.name: it is closed|closed|TypeError: Thing slow.wait: it is closed"
    );
}

#[test]
fn closing_waits_for_operations_and_happens_once_however_often_it_is_asked_for() {
    let (mut runtime, world) = runtime();
    begin(
        &mut runtime,
        "const thing = await Thing.open('a');
         thing.wait(7).then((v) => log.push(`waited ${v}`));
         const ends = [thing.close(), thing.close(), thing[Symbol.asyncDispose]()];
         log.push(new Set(ends).size);
         await Promise.all(ends.map((end, i) => end.then((v) => log.push(`end ${i} ${v}`))));
         await thing.close();
         log.push('again');",
    );
    run_beside(&mut runtime, async {
        until("the operation has begun", || {
            world.log.lines() == ["wait a"]
        })
        .await;
        a_while().await;
        assert_eq!(world.log.lines(), ["wait a"]);
        world.gate.open();
    });
    let log = logged(&mut runtime);
    let mut lines: Vec<_> = log.split('|').collect();
    assert_eq!((lines[0], lines[5]), ("3", "again"));
    // The end of the operation and that of the closing come from another thread, in any order.
    lines[1..5].sort_unstable();
    assert_eq!(
        lines[1..5],
        [
            "end 0 undefined",
            "end 1 undefined",
            "end 2 undefined",
            "waited 7"
        ]
    );
    assert_eq!(
        world.log.lines(),
        ["wait a", "waited a", "close a", "closed a"]
    );
    assert_eq!(world.dropped.load(Ordering::SeqCst), 1);
    assert_eq!(runtime.resources().report().stats.submitted, 1);
}

#[test]
fn an_operation_hears_of_the_closing_that_waits_for_it() {
    let (mut runtime, world) = runtime();
    let log = run(
        &mut runtime,
        "const thing = await Thing.open('a');
         const listening = [outcome(thing.listen()), outcome(thing.listen())];
         await thing.name();
         await thing.close();
         log.push(...await Promise.all(listening));",
    );
    assert_eq!(
        log,
        "Error: closed while listening|Error: closed while listening"
    );
    assert_eq!(
        world.log.lines(),
        [
            "a listens",
            "a listens",
            "hears of the end of a",
            "hears of the end of a",
            "close a",
            "closed a"
        ]
    );
}

#[test]
fn an_argument_may_change_close_or_use_the_object_that_it_is_for() {
    let (mut runtime, _) = runtime();
    let log = run(
        &mut runtime,
        "const thing = await Thing.open('a');
         const child = thing.child({ toString() {
             thing.mine = 1; Object.setPrototypeOf(thing, { close: thing.close }); Object.freeze(thing);
             thing.close().then(() => log.push('closed'));
             return 'b';
         } });
         log.push(thing.mine, Object.isFrozen(thing));
         // It began before the closing.
         log.push(await (await child).name());",
    );
    let mut lines: Vec<_> = log.split('|').collect();
    lines[2..].sort_unstable();
    assert_eq!(lines, ["1", "true", "b", "closed"]);
}

#[test]
fn a_closing_that_fails_rejects_every_promise_for_it() {
    let (mut runtime, _) = runtime();
    let log = run(
        &mut runtime,
        "for (const name of ['fails', 'panics']) {
             const thing = await Thing.open(name);
             log.push(await outcome(thing.close()), await outcome(thing.close()), thing.closed);
         }",
    );
    assert_eq!(
        log,
        "Error: closing Thing fails: it is stuck|Error: closing Thing fails: it is stuck|true|\
         Error: closing Thing panics: panicked: closing panics|\
         Error: closing Thing panics: panicked: closing panics|true"
    );
    assert_eq!(runtime.resources().report().failed, 2);
    eventually("the queue counts them", || {
        runtime.resources().report().stats.failed == 2
    });
}

#[test]
fn operations_that_go_on_for_ever_leak_the_resource_and_are_counted() {
    let millis = Duration::from_millis;
    let options = ResourceOptions::default().deadlines(millis(20), LONG);
    let (mut runtime, world) = runtime_with(options);
    begin(
        &mut runtime,
        "const thing = await Thing.open('a');
         thing.wait(1).then(() => log.push('waited'));
         log.push(await outcome(thing.close()));",
    );
    let resources = runtime.resources().clone();
    run_beside(&mut runtime, async {
        while resources.report().leaked == 0 {
            a_while().await;
        }
        // The operation has its resource as long as it runs.
        world.gate.open();
    });
    assert_eq!(
        logged(&mut runtime),
        "Error: closing Thing a: operations went on running, so it was leaked|waited"
    );
    assert_eq!(world.log.lines(), ["wait a", "waited a"]);
    assert_eq!(world.dropped.load(Ordering::SeqCst), 0);
    assert_eq!(runtime.resources().report().leaked, 1);
}

#[test]
fn a_closing_that_takes_too_long_is_given_up() {
    let millis = Duration::from_millis;
    let options = ResourceOptions::default().deadlines(millis(10), millis(40));
    let (mut runtime, _) = runtime_with(options);
    let log = run(
        &mut runtime,
        "log.push(await outcome((await Thing.open('hangs')).close()));",
    );
    assert!(
        log.starts_with("Error: closing Thing hangs: given up"),
        "{log}"
    );
    assert_eq!(runtime.resources().report().abandoned, 1);
    eventually("the queue counts it", || {
        runtime.resources().report().stats.timed_out == 1
    });
}

#[test]
fn a_forgotten_resource_is_closed_and_the_host_is_told_where_it_was_opened() {
    let (mut runtime, world) = runtime();
    let source = "async function lose(name) {\n    await (await Thing.open(name)).name();\n}\nlose('a');\nlose('b');";
    runtime.eval(source).expect("valid script");
    runtime.run_until_idle_blocking().expect("a tokio runtime");
    collect(&mut runtime);
    eventually("both are closed", || {
        runtime.resources().report().closed == 2
    });
    let mut leaks: Vec<_> = {
        let leaks = world.leaks.lock().expect("no panic while locked");
        leaks.iter().map(ToString::to_string).collect()
    };
    leaks.sort();
    assert!(
        leaks[0].starts_with(
            "Thing a was collected without having been closed\n    opened at lose (<eval>:2:"
        ),
        "{}",
        leaks[0]
    );
    assert!(leaks[0].contains("<eval>:4:"), "{}", leaks[0]);
    assert!(leaks[1].contains("<eval>:5:"), "{}", leaks[1]);
}

/// Collects garbage in a turn of its own, when nothing is kept alive for a job any more.
fn collect(runtime: &mut Runtime) {
    runtime.run_until_idle_blocking().expect("a tokio runtime");
    for _ in 0..2 {
        boa_gc::force_collect();
    }
}

#[test]
fn a_resource_that_js_has_closed_or_is_closing_is_no_leak_when_it_is_collected() {
    let (mut runtime, world) = runtime();
    run(
        &mut runtime,
        "await (await Thing.open('a')).close(); (await Thing.open('b')).close();",
    );
    collect(&mut runtime);
    eventually("both are closed", || {
        runtime.resources().report().closed == 2
    });
    assert!(
        world
            .leaks
            .lock()
            .expect("no panic while locked")
            .is_empty()
    );
    assert_eq!(runtime.resources().report().stats.submitted, 2);
}

#[test]
fn an_operation_goes_on_when_its_object_is_collected_and_the_closing_waits_for_it() {
    let (mut runtime, world) = runtime();
    begin(
        &mut runtime,
        "const promise = (await Thing.open('a')).wait(5); promise.then((v) => log.push(v));",
    );
    run_beside(&mut runtime, async {
        while world
            .leaks
            .lock()
            .expect("no panic while locked")
            .is_empty()
        {
            a_while().await;
            boa_gc::force_collect();
        }
        until("the operation has begun", || {
            world.log.lines() == ["wait a"]
        })
        .await;
        world.gate.open();
    });
    assert_eq!(logged(&mut runtime), "5");
    eventually("it is closed", || world.log.lines().len() == 4);
    assert_eq!(
        world.log.lines(),
        ["wait a", "waited a", "close a", "closed a"]
    );
}

#[test]
fn what_is_opened_when_nobody_waits_any_more_is_closed() {
    let (mut runtime, world) = runtime();
    begin(&mut runtime, "await Thing.open('open waits');");
    // The job that waits for the resource is in flight, and is dropped with the runtime.
    let mut run = || {
        runtime
            .block_on(async |runtime| runtime.run_for(Duration::from_millis(30)).await)
            .expect("a tokio runtime")
    };
    while run() != LoopState::Waiting {}
    let resources = runtime.resources().clone();
    drop(runtime);
    world.gate.open();
    eventually("it is closed", || resources.report().closed == 1);
}

#[test]
fn a_hook_that_panics_keeps_nothing_from_being_closed() {
    let options = ResourceOptions::default();
    let world = World::default();
    let mut runtime = Runtime::builder()
        .resources(options.on_leak(|_| panic!("the hook panics")))
        .build()
        .expect("a runtime");
    let resources = runtime.resources().clone();
    define(&resources, &world, &mut runtime);
    runtime.eval("Thing.open('a');").expect("valid script");
    collect(&mut runtime);
    eventually("it is closed", || runtime.resources().report().closed == 1);
}

#[test]
fn shutdown_closes_what_is_open_in_the_order_of_creation() {
    let (mut runtime, world) = runtime();
    run(
        &mut runtime,
        "globalThis.kept = [];
         for (const name of ['a', 'fails', 'c', 'd']) kept.push(await Thing.open(name));
         await kept[2].close();
         kept.push(await kept[0].child('e'));",
    );
    let report = runtime
        .block_on(async |runtime| runtime.shutdown(LONG).await)
        .expect("a tokio runtime");
    assert_eq!(
        world.log.lines(),
        [
            "close c",
            "closed c",
            "close a",
            "closed a",
            "close fails",
            "close d",
            "closed d",
            "close e",
            "closed e"
        ]
    );
    let resources = &report.resources;
    assert_eq!(
        (
            resources.created,
            resources.closed,
            resources.failed,
            resources.open
        ),
        (5, 4, 1, 0)
    );
    assert!(!report.is_clean());
    // They were still in use, so this is no leak.
    assert!(
        world
            .leaks
            .lock()
            .expect("no panic while locked")
            .is_empty()
    );
    let log = run(
        &mut runtime,
        "log.push(await outcome(kept[0].name()), await outcome(Thing.open('late')));",
    );
    assert_eq!(
        log,
        "TypeError: Thing a.name: it is closed|TypeError: Thing.open: the runtime is shutting down"
    );
}

#[test]
fn shutdown_within_the_deadline_although_one_hangs_and_the_others_are_closed() {
    patiently(|short| {
        let (mut runtime, world) = runtime();
        run(
            &mut runtime,
            "globalThis.kept = []; for (const name of ['hangs', 'takes a moment', 'c']) kept.push(await Thing.open(name));",
        );
        let report = runtime.resources().shutdown_blocking(30 * short);
        assert_eq!(
            world.log.lines(),
            [
                "close hangs",
                "close takes a moment",
                "closed takes a moment",
                "close c",
                "closed c"
            ]
        );
        assert_eq!(report.left.to_string(), "1 x Thing hangs (1 running)");
        assert_eq!(report.closed, 2);
        eventually("it is given up", || {
            runtime.resources().report().abandoned == 1
        });
        assert_eq!(runtime.resources().report().open, 0);
        // A later call is rejected, too.
        let log = run(&mut runtime, "log.push(await outcome(kept[0].close()));");
        assert!(log.contains("given up"), "{log}");
    });
}

#[test]
fn shutdown_waits_for_a_closing_that_js_began() {
    let (mut runtime, world) = runtime();
    begin(
        &mut runtime,
        "(await Thing.open('slow')).close().then(() => log.push('closed'));",
    );
    let closing = world.closing.clone();
    let opener = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(50));
        closing.open();
    });
    let report = runtime
        .block_on(async |runtime| runtime.shutdown(LONG).await)
        .expect("a tokio runtime");
    opener.join().expect("no panic");
    assert!(report.is_clean(), "{report:?}");
}

#[test]
fn resources_of_a_dropped_runtime_are_closed_all_the_same() {
    // Stock Boa never collects a realm, so what its global object holds is dropped with the thread.
    let (sender, receiver) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let (mut runtime, world) = runtime();
        run(
            &mut runtime,
            "globalThis.kept = await Thing.open('a'); let lost = await Thing.open('b');",
        );
        sender.send(world).expect("the test waits");
        drop(runtime);
    })
    .join()
    .expect("no panic");
    let world = receiver.recv().expect("the thread sends it");
    eventually("both are closed", || {
        let lines = world.log.lines();
        ["closed a", "closed b"]
            .iter()
            .all(|line| lines.contains(&(*line).to_owned()))
    });
}

#[test]
fn when_the_hosts_runtime_has_gone_another_does_its_work() {
    for end in ["close", "shutdown"] {
        let host = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .expect("a tokio runtime");
        let options = ResourceOptions::default().runtime(host.handle().clone());
        let (mut runtime, world) = runtime_with(options);
        run(&mut runtime, "globalThis.thing = await Thing.open('a');");
        drop(host);
        let start = Instant::now();
        if end == "close" {
            assert_eq!(
                run(&mut runtime, "log.push(await outcome(thing.close()));"),
                ""
            );
        } else {
            let report = runtime.resources().shutdown_blocking(LONG);
            assert_eq!(report.closed, 1, "{report}");
        }
        assert!(start.elapsed() < LONG / 2);
        assert_eq!(world.log.lines(), ["close a", "closed a"]);
    }
}

#[test]
fn shutdown_waits_for_calls_that_are_opening_something() {
    for call in ["Thing.open('open waits')", "thing.child('open waits')"] {
        let (mut runtime, world) = runtime();
        run(&mut runtime, "globalThis.thing = await Thing.open('a');");
        runtime.eval(call).expect("valid script");
        let resources = runtime.resources().clone();
        let gate = world.gate.clone();
        let log = world.log.clone();
        let opener = std::thread::spawn(move || {
            eventually("the one that was open is closed", || {
                log.lines().iter().any(|line| line == "closed a")
            });
            gate.open();
        });
        let report = resources.shutdown_blocking(LONG);
        opener.join().expect("no panic");
        assert_eq!((report.created, report.closed), (2, 2), "{call}");
        assert_eq!(
            world.log.lines(),
            [
                "close a",
                "closed a",
                "close open waits",
                "closed open waits"
            ],
            "{call}"
        );
        let refused = run(&mut runtime, "log.push(await outcome(thing.child('b')));");
        assert_eq!(refused, "TypeError: Thing a.child: it is closed");
    }
}

#[test]
fn a_runtime_that_never_comes_to_rest_leaves_time_to_close_what_it_opened() {
    patiently(|short| {
        let (mut runtime, world) = runtime();
        begin(
            &mut runtime,
            "setInterval(() => {}, 1); globalThis.thing = await Thing.open('slow');",
        );
        let closing = world.closing.clone();
        let log = world.log.clone();
        let closer = std::thread::spawn(move || {
            // The loop has half of the time, so this begins when half of it is over.
            eventually("it is being closed", || {
                log.lines().iter().any(|line| line == "close slow")
            });
            closing.open();
        });
        let report = runtime
            .block_on(async |runtime| runtime.shutdown(60 * short).await)
            .expect("a tokio runtime");
        closer.join().expect("no panic");
        assert_eq!(
            (report.jobs.timers, report.resources.closed),
            (1, 1),
            "{report:?}"
        );
    });
}

#[test]
fn what_is_given_up_while_an_operation_runs_is_leaked_and_counted_as_that() {
    let millis = Duration::from_millis;
    // The deadline of the release cuts off the wait for the operation.
    let options = ResourceOptions::default().deadlines(LONG, millis(30));
    let (mut runtime, world) = runtime_with(options);
    begin(
        &mut runtime,
        "const thing = await Thing.open('a');
         thing.wait(1);
         log.push(await outcome(thing.close()));",
    );
    let resources = runtime.resources().clone();
    run_beside(&mut runtime, async {
        while resources.report().leaked == 0 {
            a_while().await;
        }
        world.gate.open();
    });
    assert_eq!(
        logged(&mut runtime),
        "Error: closing Thing a: operations went on running, so it was leaked"
    );
    assert_eq!(world.dropped.load(Ordering::SeqCst), 0);
    assert_eq!(
        (resources.report().abandoned, resources.report().open),
        (0, 0)
    );
}

#[test]
fn what_a_shutdown_gives_up_is_dropped_there_and_not_in_a_collection() {
    let (mut runtime, world) =
        runtime_with(ResourceOptions::default().concurrency(std::num::NonZeroUsize::MIN));
    run(
        &mut runtime,
        "globalThis.kept = [await Thing.open('hangs'), await Thing.open('b')];",
    );
    let report = runtime
        .resources()
        .shutdown_blocking(Duration::from_millis(50));
    assert_eq!(report.left.count(), 2, "{report}");
    eventually("both are dropped", || {
        world.dropped.load(Ordering::SeqCst) == 2
    });
    eventually("and counted", || {
        runtime.resources().report().abandoned == 2
    });
    run(&mut runtime, "kept = undefined;");
    collect(&mut runtime);
    assert_eq!(world.dropped.load(Ordering::SeqCst), 2);
}

#[test]
fn an_operation_hears_of_a_closing_that_is_given_up() {
    let (mut runtime, world) =
        runtime_with(ResourceOptions::default().concurrency(std::num::NonZeroUsize::MIN));
    begin(
        &mut runtime,
        "globalThis.kept = [await Thing.open('hangs'), await Thing.open('b')];
         log.push(await outcome(kept[1].listen()));",
    );
    let resources = runtime.resources().clone();
    run_beside(&mut runtime, async {
        until("it listens", || {
            world.log.lines().contains(&"b listens".to_owned())
        })
        .await;
        // The first release takes the only permit, so the second never begins.
        let report = resources.shutdown(Duration::from_millis(50)).await;
        assert_eq!(report.closed, 0, "{report}");
    });
    assert_eq!(logged(&mut runtime), "Error: closed while listening");
}

#[test]
fn methods_say_so_when_the_host_has_let_go_of_its_resources() {
    let world = World::default();
    let mut js = Runtime::builder().build().expect("a runtime");
    {
        let resources = Resources::new(ResourceOptions::default());
        let weak = world.clone();
        resources
            .class::<Thing>()
            .open("open", 0, move |_, _| {
                let world = weak.clone();
                let name = "a".to_owned();
                Ok(async move { Ok::<_, CleanupError>(Thing { name, world }) })
            })
            .register(&mut js.context_mut())
            .expect("a class that nobody has");
    }
    js.eval("Thing.open().catch((error) => { globalThis.error = error.message; });")
        .expect("valid script");
    js.run_until_idle_blocking().expect("a tokio runtime");
    let message = js.eval("error").expect("valid script");
    assert_eq!(
        message.display().to_string(),
        "\"Thing: the host has let go of its resources\""
    );
}

#[test]
fn continuations_run_in_the_mapping_of_the_call() {
    let (mut runtime, world) = runtime();
    begin(
        &mut runtime,
        "const v = new AsyncContext.Variable({ defaultValue: 'empty' });
         const thing = await v.run('opener', async () => {
             const thing = await Thing.open('a');
             log.push(v.get());
             return thing;
         });
         const slow = thing.wait(1);
         const all = [
             v.run('op', async () => { await thing.name(); log.push(v.get()); }),
             v.run('then', () => slow.then(() => log.push(v.get()))),
             v.run('failing', async () => { try { await thing.fail(); } catch { log.push(v.get()); } }),
             v.run('child', async () => { const c = await thing.child('c'); log.push(v.get()); await c.close(); log.push(v.get()); }),
             (async () => { await thing.name(); log.push(v.get()); })(),
         ];
         v.run('gate', () => globalThis.open());
         await Promise.all(all);
         await v.run('closer', async () => { await thing.close(); log.push(v.get()); });
         await v.run('late', () => thing.name().then(undefined, () => log.push(v.get())));
         log.push(v.get());",
    );
    let gate = world.gate.clone();
    // The gate opens from inside another mapping.
    runtime
        .context_mut()
        .register_global_callable(
            boa_engine::js_string!("open"),
            0,
            boa_engine::NativeFunction::from_copy_closure_with_captures(
                |_, _, gate, _| {
                    gate.0.open();
                    Ok(boa_engine::JsValue::undefined())
                },
                Opaque(gate),
            ),
        )
        .expect("a fresh global");
    runtime.run_until_idle_blocking().expect("a tokio runtime");
    let log = logged(&mut runtime);
    let mut seen: Vec<_> = log.split('|').collect();
    assert_eq!(seen.first(), Some(&"opener"));
    assert_eq!(seen[seen.len() - 3..], ["closer", "late", "empty"]);
    let end = seen.len() - 3;
    let middle = &mut seen[1..end];
    middle.sort_unstable();
    assert_eq!(middle, ["child", "child", "empty", "failing", "op", "then"]);
}

#[derive(boa_gc::Trace, boa_gc::Finalize)]
struct Opaque(#[unsafe_ignore_trace] Gate);

#[test]
fn a_closing_thing_can_be_owned_without_js() {
    let world = World::default();
    let resources = Resources::new(ResourceOptions::default());
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a tokio runtime");
    let thing = |name: &str| Thing {
        name: name.to_owned(),
        world: world.clone(),
    };
    // The release is kept until something serves the queue: here, the first class that is defined.
    let owned = resources.own(thing("a"));
    let closing = owned.close();
    assert!(owned.operate().is_none());
    let mut js = Runtime::builder().build().expect("a runtime");
    define(&resources, &world, &mut js);
    assert_eq!(runtime.block_on(closing), CloseOutcome::Closed);
    let report = runtime.block_on(resources.shutdown(LONG));
    assert_eq!((report.created, report.closed), (1, 1));
    // After the shutdown a new resource is given up at once.
    let late = resources.own(thing("late"));
    assert!(late.is_ending());
    assert_eq!(runtime.block_on(late.close()), CloseOutcome::Abandoned);
    assert_eq!(resources.report().abandoned, 1);
}
