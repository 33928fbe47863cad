//! Tenants on the threads of a pool.

#[path = "support/patience.rs"]
mod patience;
mod support;

use std::{
    sync::{
        Arc, LazyLock,
        atomic::{AtomicBool, AtomicUsize, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

use boa_async_context::{
    Agent, HostVariable, Runtime, RuntimeSettings,
    event_loop::CallError,
    pool::{LoadError, NotRunning, Pool, Tenant, TenantState, UnloadError},
};
use boa_engine::{
    Context, JsNativeError, JsResult, JsString, JsValue, NativeFunction, js_string,
    value::TryFromJs,
};
use boa_gc::{Finalize, Trace};
use futures_lite::future::block_on;
use patience::patiently;
use support::define_in;

/// Long enough for anything on a busy machine.
const LONG: Duration = Duration::from_secs(600);

static TENANT: LazyLock<HostVariable<String>> = LazyLock::new(HostVariable::new);

fn pool(threads: usize) -> Pool {
    // However busy the machine is, its end is waited for.
    let pool = Pool::builder().threads(threads).grace(LONG);
    pool.build().expect("threads")
}

#[track_caller]
fn load(pool: &Pool, id: &str, tenant: Tenant) {
    assert_eq!(block_on(pool.load(id, tenant)), Ok(()));
}

/// Text that may leave the thread.
#[derive(Debug, PartialEq)]
struct Text(String);

impl TryFromJs for Text {
    fn try_from_js(value: &JsValue, context: &mut Context) -> JsResult<Self> {
        let text = JsString::try_from_js(value, context)?;
        Ok(Self(text.to_std_string_lossy()))
    }
}

/// Calls a global function with a number.
fn call_global(name: &str, n: u32, context: &mut Context) -> JsResult<JsValue> {
    let function = context.global_object().get(js_string!(name), context)?;
    let function = function.as_callable();
    let function = function.ok_or_else(|| JsNativeError::typ().with_message("no function"))?;
    function.call(&JsValue::undefined(), &[n.into()], context)
}

#[track_caller]
fn call(pool: &Pool, id: &str, name: &'static str, n: u32) -> Result<String, CallError> {
    let call = pool.call::<Text>(id, move |context| call_global(name, n, context));
    block_on(call.expect("it is running")).map(|Text(text)| text)
}

/// Counts the runtimes that were not freed: it is captured by a function of the global object.
#[derive(Clone, Default)]
struct Alive(Arc<AtomicUsize>);

#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Probe(#[unsafe_ignore_trace] Alive);

impl Drop for Probe {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Alive {
    fn count(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }

    fn define(&self) -> impl FnOnce(&mut Runtime) -> JsResult<()> + Send + 'static {
        let alive = self.clone();
        move |runtime| {
            alive.0.fetch_add(1, Ordering::SeqCst);
            let probe = NativeFunction::from_copy_closure_with_captures(
                |_, _, _: &Probe, _| Ok(JsValue::undefined()),
                Probe(alive),
            );
            let context = &mut *runtime.context_mut();
            context.register_global_callable(js_string!("probe"), 0, probe)
        }
    }
}

#[test]
fn two_hundred_tenants_on_four_threads_never_see_the_context_of_another() {
    const TENANTS: u32 = 200;
    let pool = pool(4);
    let alive = Alive::default();
    let loading: Vec<_> = (0..TENANTS)
        .map(|tenant| {
            let program = format!(
                "const v = new AsyncContext.Variable();
                 const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
                 globalThis.handle = (n) => v.run(`{tenant} ${{n}}`, async () => {{
                     const [before, host] = [v.get(), tenant()];
                     await sleep(n % 3);
                     await null;
                     return [before, v.get(), host, tenant()].join();
                 }});"
            );
            let define = |runtime: &mut Runtime| {
                define_in(&mut runtime.context_mut(), "tenant", |_, _, context| {
                    let tenant = Agent::of(context).and_then(|agent| TENANT.get(&agent));
                    Ok(tenant.map_or(JsValue::undefined(), |it| js_string!(it.as_str()).into()))
                });
                Ok(())
            };
            let program = Tenant::script(program)
                .define(define)
                .define(alive.define());
            pool.load(&tenant.to_string(), program)
        })
        .collect();
    for loading in loading {
        assert_eq!(block_on(loading), Ok(()));
    }
    assert_eq!(alive.count(), TENANTS as usize);
    // All threads have tenants.
    assert!(pool.threads().iter().all(|thread| thread.tenants == 50));

    let answers = AtomicUsize::new(0);
    thread::scope(|scope| {
        for client in 0..4 {
            let (pool, answers) = (&pool, &answers);
            scope.spawn(move || {
                for round in 0..5 {
                    // A call to each tenant is in flight at once.
                    let calls: Vec<_> = (0..TENANTS)
                        .map(|tenant| {
                            let n = client * 100 + round;
                            let call = pool.call::<Text>(&tenant.to_string(), move |context| {
                                let agent = Agent::of(context).expect("it has one");
                                let host = format!("host {tenant} {n}");
                                TENANT.run(&agent, host, || call_global("handle", n, context))
                            });
                            (tenant, n, call.expect("it is running"))
                        })
                        .collect();
                    for (tenant, n, call) in calls {
                        let expected = format!(
                            "{tenant} {n},{tenant} {n},host {tenant} {n},host {tenant} {n}"
                        );
                        assert_eq!(block_on(call), Ok(Text(expected)));
                        answers.fetch_add(1, Ordering::SeqCst);
                    }
                }
            });
        }
    });
    assert_eq!(answers.load(Ordering::SeqCst), 4 * 5 * 200);
    for health in pool.health() {
        assert_eq!(health.state, TenantState::Running);
        assert!(health.turns > 0 && health.since_last_turn.is_some());
        assert_eq!(health.failures, 0);
    }
    // An answer comes before the end of its turn.
    while pool.health().iter().any(|health| health.timers > 0) {
        thread::sleep(Duration::from_millis(1));
    }
    drop(pool);
    assert_eq!(alive.count(), 0, "a dropped pool ends all");
}

#[test]
fn unloading_frees_a_tenant_and_not_its_neighbours() {
    let pool = pool(1);
    let (alive, neighbour) = (Alive::default(), Alive::default());
    load(
        &pool,
        "neighbour",
        Tenant::script("globalThis.handle = () => 'here'").define(neighbour.define()),
    );
    for round in 0..50 {
        // What the program keeps is freed as well.
        let program = "globalThis.kept = new Array(1_000).fill({}); setInterval(() => kept, 1000);";
        load(
            &pool,
            "tenant",
            Tenant::script(program).define(alive.define()),
        );
        assert_eq!(alive.count(), 1);
        let report = block_on(pool.unload("tenant", Duration::ZERO)).expect("it is there");
        assert_eq!(report.jobs.timers, 1, "round {round}");
        assert_eq!((alive.count(), neighbour.count()), (0, 1));
        assert_eq!(pool.health_of("tenant"), None);
    }
    assert_eq!(call(&pool, "neighbour", "handle", 0).as_deref(), Ok("here"));
    assert_eq!(pool.threads()[0].tenants, 1);
}

#[test]
fn a_tenant_that_is_unloaded_finishes_what_it_does_and_its_time_is_limited() {
    patiently(|short| {
        let pool = pool(2);
        let (sent, received) = mpsc::channel();
        let define = move |runtime: &mut Runtime| {
            let sent = Sent(sent);
            let done = NativeFunction::from_copy_closure_with_captures(
                |_, _, sent: &Sent, _| {
                    sent.0.send(()).expect("the test waits");
                    Ok(JsValue::undefined())
                },
                sent,
            );
            let context = &mut *runtime.context_mut();
            context.register_global_callable(js_string!("done"), 0, done)
        };
        load(
            &pool,
            "finishes",
            Tenant::script("setTimeout(() => Promise.resolve().then(done), 5)").define(define),
        );
        let endless = "setTimeout(function again() { Promise.resolve().then(again); });";
        load(&pool, "endless", Tenant::script(endless));
        let finishes = pool.unload("finishes", LONG);
        let endless = pool.unload("endless", short);
        let report = block_on(finishes).expect("it is there");
        assert!(report.is_clean());
        received.try_recv().expect("it has finished");
        let report = block_on(endless).expect("it is there");
        assert_eq!(report.jobs.microtasks, 1);
        assert_eq!(
            block_on(pool.unload("endless", LONG)),
            Err(UnloadError::Unknown("endless".to_owned()))
        );
    });
}

#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Sent(#[unsafe_ignore_trace] mpsc::Sender<()>);

#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Flag(#[unsafe_ignore_trace] Arc<AtomicBool>);

/// Ends the endless loops also when the test fails.
struct SetAtEnd(Arc<AtomicBool>);

impl Drop for SetAtEnd {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

/// A function `stop()` that says whether a loop is to end.
fn define_stop(
    flag: &Arc<AtomicBool>,
) -> impl FnOnce(&mut Runtime) -> JsResult<()> + Send + 'static {
    let flag = flag.clone();
    move |runtime| {
        let stop = NativeFunction::from_copy_closure_with_captures(
            |_, _, flag: &Flag, _| Ok(flag.0.load(Ordering::SeqCst).into()),
            Flag(flag),
        );
        let context = &mut *runtime.context_mut();
        context.register_global_callable(js_string!("stop"), 0, stop)
    }
}

#[test]
fn an_endless_loop_holds_up_its_thread_alone_and_the_pool_tells_who_it_is() {
    patiently(|short| {
        let stop = SetAtEnd(Arc::default());
        let pool = Pool::builder()
            .threads(2)
            .stuck_after(short)
            .build()
            .expect("threads");
        let program = "globalThis.spin = () => { while (!stop()); return 'done'; }; globalThis.handle = () => 'here'";
        for id in ["a", "b", "c", "d"] {
            load(
                &pool,
                id,
                Tenant::script(program).define(define_stop(&stop.0)),
            );
        }
        let of = |id: &str| pool.health_of(id).expect("it is there").thread;
        assert_eq!(of("a"), of("c"));
        assert_ne!(of("a"), of("b"));
        let spin = pool.call::<Text>("a", |context| call_global("spin", 0, context));
        let spin = spin.expect("it is running");
        let stuck = loop {
            if let Some(stuck) = pool.threads().into_iter().find(|thread| thread.is_stuck) {
                break stuck;
            }
            thread::sleep(Duration::from_millis(1));
        };
        assert_eq!(stuck.thread, of("a"));
        assert_eq!(stuck.busy.expect("it is busy").tenant, "a");
        // The other thread goes on, and new tenants come to it.
        for id in ["b", "d"] {
            assert_eq!(call(&pool, id, "handle", 0).as_deref(), Ok("here"));
        }
        load(
            &pool,
            "e",
            Tenant::script(program).define(define_stop(&stop.0)),
        );
        assert_eq!(of("e"), of("b"));
        // A neighbour waits, and goes on later.
        let waits = pool.call::<Text>("c", |context| call_global("handle", 0, context));
        stop.0.store(true, Ordering::SeqCst);
        assert_eq!(block_on(spin), Ok(Text("done".to_owned())));
        assert_eq!(
            block_on(waits.expect("it is running")),
            Ok(Text("here".to_owned()))
        );
    });
}

#[test]
fn a_pool_does_not_wait_for_a_thread_that_never_ends() {
    patiently(|short| {
        let stop = SetAtEnd(Arc::default());
        let pool = pool(2);
        let program = "globalThis.spin = () => { while (!stop()); };";
        load(
            &pool,
            "a",
            Tenant::script(program).define(define_stop(&stop.0)),
        );
        let (begun, has_begun) = mpsc::channel();
        let spin = pool.call::<Text>("a", move |context| {
            begun.send(()).expect("the test waits");
            call_global("spin", 0, context)
        });
        has_begun.recv().expect("it has begun");
        let stuck = pool.health_of("a").expect("it is there").thread;
        assert_eq!(pool.end(short).stuck, [stuck]);
        stop.0.store(true, Ordering::SeqCst);
        // The thread ends when its job returns; the call hears of it.
        assert!(block_on(spin.expect("it was running")).is_err());
    });
}

#[test]
fn neighbours_on_one_thread_take_turns_with_endless_microtasks() {
    let pool = pool(1);
    let endless = "let n = 0; (function again() { n++; Promise.resolve().then(again); })(); globalThis.handle = () => `${n > 0}`;";
    load(&pool, "endless", Tenant::script(endless));
    load(
        &pool,
        "other",
        Tenant::script("globalThis.handle = async () => { await null; return 'here'; }"),
    );
    for _ in 0..3 {
        assert_eq!(call(&pool, "other", "handle", 0).as_deref(), Ok("here"));
    }
    let health = pool.health_of("endless").expect("it is there");
    assert!(health.turns > 0);
}

#[test]
fn a_program_that_cannot_be_loaded_is_a_typed_error_and_leaves_nothing() {
    let pool = pool(1);
    let alive = Alive::default();
    let module = |text: &str| Tenant::module("app/main.mjs", text);
    let cases = [
        (
            "thrown",
            Tenant::script("throw new RangeError('at load')"),
            "RangeError: at load",
        ),
        ("syntax", Tenant::script("let let"), "<tenant>"),
        (
            "module",
            module("await null; throw new RangeError('late')"),
            "RangeError: late",
        ),
        ("syntax of a module", module("export let let"), "main.mjs"),
        (
            "file",
            Tenant::file("/there/is/no/such/file.mjs"),
            "no/such/file.mjs",
        ),
    ];
    for (id, tenant, part) in cases {
        let quiet = |runtime: &mut Runtime| {
            runtime.event_loop().set_reporter(|_, _| {});
            Ok(())
        };
        let loaded = block_on(pool.load(id, tenant.define(quiet).define(alive.define())));
        let Err(LoadError::Program(text)) = &loaded else {
            panic!("{id}: {loaded:?}");
        };
        assert!(text.contains(part), "{id}: {text}");
        assert_eq!(alive.count(), 0, "{id}");
        let state = pool.health_of(id).expect("it is told").state;
        assert_eq!(Err(LoadError::clone(loaded.as_ref().unwrap_err())), loaded);
        assert_eq!(state, TenantState::NotLoaded(loaded.unwrap_err()));
        assert!(matches!(
            pool.call::<Text>(id, |_| Ok(1.into())),
            Err(NotRunning::State(..))
        ));
    }
    let define =
        Tenant::script("").define(|_| Err(JsNativeError::typ().with_message("no global").into()));
    let loaded = block_on(pool.load("define", define));
    assert!(matches!(loaded, Err(LoadError::Setup(text)) if text.contains("no global")));
    let build = Tenant::script("").build(|| panic!("no runtime"));
    let loaded = block_on(pool.load("build", build));
    assert_eq!(loaded, Err(LoadError::Panicked("no runtime".to_owned())));
    let define = Tenant::script("").define(alive.define());
    let loaded = block_on(pool.load("defined", define.define(|_| panic!("no globals"))));
    assert_eq!(loaded, Err(LoadError::Panicked("no globals".to_owned())));
    assert_eq!((alive.count(), pool.threads()[0].tenants), (0, 0));
    // The id is free again.
    load(
        &pool,
        "thrown",
        Tenant::script("globalThis.handle = () => 'here'"),
    );
    let again = block_on(pool.load("thrown", Tenant::script("")));
    assert_eq!(again, Err(LoadError::IdTaken("thrown".to_owned())));
    assert_eq!(call(&pool, "thrown", "handle", 0).as_deref(), Ok("here"));
    assert!(matches!(
        block_on(pool.unload("build", LONG)),
        Err(UnloadError::State(_))
    ));
    assert_eq!(pool.health_of("build"), None);
    assert!(matches!(
        pool.call::<Text>("nobody", |_| Ok(1.into())),
        Err(NotRunning::Unknown(_))
    ));
}

#[test]
fn a_panic_ends_its_tenant_alone() {
    let pool = pool(1);
    let (alive, neighbour) = (Alive::default(), Alive::default());
    let program =
        "globalThis.handle = async () => { await null; return 'here'; }; setInterval(() => {}, 1);";
    load(
        &pool,
        "panics",
        Tenant::script(program)
            .define(alive.define())
            .define(|runtime| {
                define_in(&mut runtime.context_mut(), "panic", |_, _, _| {
                    panic!("in a native function")
                });
                Ok(())
            }),
    );
    load(
        &pool,
        "neighbour",
        Tenant::script(program).define(neighbour.define()),
    );
    let pending = pool.call::<Text>("panics", |_| Ok(JsValue::undefined()));
    drop(pending);
    // From within JavaScript, in a microtask.
    let panics = pool.call::<Text>("panics", |context| {
        context.eval(boa_engine::Source::from_bytes(
            "Promise.resolve().then(() => [1].map(() => panic()))",
        ))
    });
    assert_eq!(
        block_on(panics.expect("it is running")),
        Err(CallError::Ended)
    );
    for _ in 0..10 {
        assert_eq!(call(&pool, "neighbour", "handle", 0).as_deref(), Ok("here"));
    }
    let state = pool.health_of("panics").expect("it is told").state;
    assert_eq!(
        state,
        TenantState::Failed("in a native function".to_owned())
    );
    assert_eq!((alive.count(), neighbour.count()), (0, 1));
    // It may be loaded again.
    load(
        &pool,
        "panics",
        Tenant::script(program).define(alive.define()),
    );
    assert_eq!(call(&pool, "panics", "handle", 0).as_deref(), Ok("here"));
}

#[test]
fn a_dropped_pool_ends_all_and_calls_that_wait_hear_of_it() {
    let alive = Alive::default();
    let pool = pool(3);
    let program = "globalThis.never = () => keep; let keep = new Promise(() => {}); setInterval(() => {}, 1); (function f() { Promise.resolve().then(f); });";
    let mut calls = Vec::new();
    for id in 0..12 {
        let id = id.to_string();
        load(&pool, &id, Tenant::script(program).define(alive.define()));
        let call = pool.call::<Text>(&id, |context| call_global("never", 0, context));
        calls.push(call.expect("it is running"));
    }
    load(
        &pool,
        "own",
        Tenant::script(program)
            .define(alive.define())
            .on_its_own_thread(),
    );
    // One that is not loaded yet, and never will be.
    let starting = pool.load(
        "starting",
        Tenant::module("m.mjs", "await new Promise(() => {})").define(alive.define()),
    );
    drop(pool);
    assert_eq!(alive.count(), 0);
    for call in calls {
        assert_eq!(block_on(call), Err(CallError::Ended));
    }
    assert_eq!(block_on(starting), Err(LoadError::Ended));
}

#[test]
fn a_tenant_that_never_starts_can_be_unloaded() {
    let pool = pool(1);
    let never = pool.load(
        "never",
        Tenant::module("m.mjs", "await new Promise(() => {})"),
    );
    let other = "globalThis.handle = () => 'here'";
    load(&pool, "other", Tenant::script(other));
    assert_eq!(
        pool.health_of("never").expect("it is there").state,
        TenantState::Starting
    );
    let unloaded = block_on(pool.unload("never", LONG));
    assert_eq!(
        unloaded,
        Err(UnloadError::State(TenantState::NotLoaded(LoadError::Ended)))
    );
    assert_eq!(block_on(never), Err(LoadError::Ended));
    assert_eq!(pool.health_of("never"), None);
}

#[test]
fn who_unloads_a_tenant_that_ends_meanwhile_hears_how_it_ended() {
    let pool = pool(1);
    load(&pool, "other", Tenant::script(""));
    load(&pool, "panics", Tenant::script(""));
    let (began, begun) = mpsc::channel();
    let (go, wait) = mpsc::channel::<()>();
    let panics = pool.call::<Text>("panics", move |_| {
        began.send(()).expect("the test waits");
        wait.recv().expect("the test sends");
        panic!("a fault")
    });
    begun.recv().expect("it is called");
    let unloading = pool.unload("panics", LONG);
    go.send(()).expect("it waits");
    let failed = TenantState::Failed("a fault".to_owned());
    assert_eq!(block_on(unloading), Err(UnloadError::State(failed)));
    assert_eq!(
        block_on(panics.expect("it is running")),
        Err(CallError::Ended)
    );
    assert_eq!(pool.health_of("panics"), None);

    // Two at once, before the thread hears of the first.
    let never = pool.load(
        "never",
        Tenant::module("m.mjs", "await new Promise(() => {})"),
    );
    let (began, begun) = mpsc::channel();
    let (go, wait) = mpsc::channel::<()>();
    let blocks = pool.call::<i32>("other", move |_| {
        began.send(()).expect("the test waits");
        wait.recv().expect("the test sends");
        Ok(1.into())
    });
    begun.recv().expect("it is called");
    let both = [pool.unload("never", LONG), pool.unload("never", LONG)];
    go.send(()).expect("it waits");
    for unloading in both {
        let not_loaded = TenantState::NotLoaded(LoadError::Ended);
        assert_eq!(block_on(unloading), Err(UnloadError::State(not_loaded)));
    }
    assert_eq!(block_on(never), Err(LoadError::Ended));
    assert_eq!(block_on(blocks.expect("it is running")), Ok(1));
    assert_eq!(pool.threads()[0].tenants, 1);
}

#[test]
fn a_tenant_may_have_a_thread_of_its_own_and_settings_of_its_own() {
    let pool = pool(1);
    let settings = RuntimeSettings::of(
        &Runtime::builder()
            .without_console()
            .build()
            .expect("a runtime")
            .context(),
    );
    let program = "globalThis.handle = () => typeof console";
    load(&pool, "shared", Tenant::script(program));
    load(
        &pool,
        "own",
        Tenant::script(program)
            .settings(settings)
            .on_its_own_thread(),
    );
    assert_eq!(call(&pool, "shared", "handle", 0).as_deref(), Ok("object"));
    assert_eq!(call(&pool, "own", "handle", 0).as_deref(), Ok("undefined"));
    let threads: Vec<_> = pool
        .threads()
        .iter()
        .map(|it| (it.thread, it.tenants))
        .collect();
    assert_eq!(threads, [(0, 1), (1, 1)]);
    let report = block_on(pool.unload("own", LONG)).expect("it is there");
    assert!(report.is_clean());
    while pool.threads().len() > 1 {
        thread::sleep(Duration::from_millis(1));
    }
}

#[test]
fn health_tells_of_timers_and_failures_of_the_last_turn() {
    let pool = pool(1);
    let program = "setInterval(() => {}, 3_600_000); setTimeout(() => {}, 3_600_000); globalThis.handle = () => { Promise.reject(1); };";
    let quiet = |runtime: &mut Runtime| {
        runtime.event_loop().set_reporter(|_, _| {});
        Ok(())
    };
    load(&pool, "a", Tenant::script(program).define(quiet));
    let calls = pool.call::<Option<i32>>("a", |context| call_global("handle", 0, context));
    assert_eq!(block_on(calls.expect("it is running")), Ok(None));
    // The answer comes before the end of the turn.
    let health = loop {
        let health = pool.health_of("a").expect("it is there");
        if health.failures > 0 {
            break health;
        }
        thread::sleep(Duration::from_millis(1));
    };
    assert_eq!((health.timers, health.failures, health.thread), (2, 1, 0));
    assert_eq!(health.state, TenantState::Running);
}

#[test]
fn a_tenant_whose_loop_ends_is_over() {
    let pool = pool(1);
    load(
        &pool,
        "ends",
        Tenant::script("globalThis.handle = () => 'here'"),
    );
    let ended = pool.call::<Text>("ends", |context| {
        let event_loop = context.downcast_job_executor::<boa_async_context::EventLoop>();
        event_loop.expect("ours").mailbox().end();
        Ok(js_string!("ending").into())
    });
    assert_eq!(
        block_on(ended.expect("it is running")),
        Ok(Text("ending".to_owned()))
    );
    while pool.health_of("ends").expect("it is told").state != TenantState::Ended {
        thread::sleep(Duration::from_millis(1));
    }
    load(
        &pool,
        "ends",
        Tenant::script("globalThis.handle = () => 'again'"),
    );
    assert_eq!(call(&pool, "ends", "handle", 0).as_deref(), Ok("again"));
}
