//! The current mapping comes back on every way out, and what the host reads of it.

mod support;

use std::{
    cell::RefCell,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex},
    time::Duration,
};

use boa_async_context::{Agent, Error, HostContext, HostVariable, Mapping, Runtime, Storage};
use boa_engine::{JsArgs, JsNativeError, JsValue};
use support::{define_global as define, text};

fn runtime() -> Runtime {
    Runtime::builder().build().expect("the default runtime")
}

fn agent(runtime: &Runtime) -> Agent {
    runtime.agent().expect("installed").clone()
}

/// A mapping with a JS variable set, made by JS.
const SET: &str = "const v = new AsyncContext.Variable({ name: 'v', defaultValue: 'default' });";

#[test]
fn a_js_exception_restores() {
    let mut runtime = runtime();
    let thrown = runtime.eval(&format!(
        "{SET} v.run(1, () => {{ throw new Error('out'); }})"
    ));
    assert!(matches!(thrown, Err(Error::Uncaught(_))));
    assert!(agent(&runtime).is_empty());
    assert_eq!(text(&mut runtime, "v.get()"), "default");
}

#[test]
fn a_rust_error_that_js_can_not_catch_restores() {
    let mut runtime = runtime();
    runtime
        .context_mut()
        .runtime_limits_mut()
        .set_recursion_limit(100);
    let ended = runtime.eval(&format!(
        "{SET} let depth = 0;
         function deeper() {{ depth = v.get(); v.run(v.get() + 1, deeper); }}
         v.run(0, deeper)"
    ));
    let Err(Error::Uncaught(report)) = ended else {
        panic!("the engine's limit is an error");
    };
    assert!(report.error().as_engine().is_some(), "{}", report.error());
    assert!(agent(&runtime).is_empty());
    assert_eq!(text(&mut runtime, "v.get()"), "default");
    let depth: u32 = text(&mut runtime, "depth").parse().expect("a number");
    assert!(depth > 20, "it stopped at the limit, not at once: {depth}");
    // The mapping in which the limit was met is what is reported.
    let entries = report.mapping().debug_entries();
    assert_eq!(entries.len(), 1);
    assert!(entries[0].1.as_number().expect("a number") >= f64::from(depth));
}

#[test]
fn a_panic_in_a_host_function_restores() {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    for source in [
        "v.run(1, crash)",
        "v.run(1, () => v.run(2, () => crash()))",
        "v.run(1, () => new AsyncContext.Snapshot()).run(crash)",
        "v.run(1, () => AsyncContext.Snapshot.wrap(() => crash()))()",
        "v.run(1, function* () { crash(); }).next()",
    ] {
        // A new runtime: a panic leaves the engine's own stack as it was.
        let mut runtime = runtime();
        define(&mut runtime, "crash", |_, _, _| panic!("a bug in the host"));
        let agent = agent(&runtime);
        let source = format!("{SET} {source}");
        let outcome = catch_unwind(AssertUnwindSafe(|| runtime.eval(&source).map(drop)));
        assert!(outcome.is_err(), "{source}");
        assert!(agent.is_empty(), "{source}");
    }
    std::panic::set_hook(hook);
}

#[test]
fn a_panic_in_a_job_restores_and_loses_no_other_job() {
    let mut runtime = runtime();
    define(&mut runtime, "crash", |_, _, _| {
        std::panic::resume_unwind(Box::new("a bug in the host"))
    });
    runtime
        .eval(&format!(
            "{SET} const log = [];
             v.run(1, () => queueMicrotask(crash));
             v.run(2, () => queueMicrotask(() => log.push(v.get())));
             v.run(3, () => setTimeout(() => log.push(v.get()), 1));"
        ))
        .expect("valid script");
    let agent = agent(&runtime);
    let outcome = catch_unwind(AssertUnwindSafe(|| runtime.run_until_idle_blocking()));
    assert!(outcome.is_err());
    assert!(agent.is_empty());
    runtime.run_until_idle_blocking().expect("a tokio runtime");
    assert_eq!(text(&mut runtime, "log.join()"), "2,3");
}

#[test]
fn the_host_captures_a_mapping_and_runs_a_callback_in_it_later() {
    let mut runtime = runtime();
    let agent = agent(&runtime);
    define(&mut runtime, "later", |_, args, context| {
        let agent = Agent::of(context).expect("installed");
        let (callback, mapping) = (args.get_or_undefined(0).clone(), agent.snapshot());
        context.insert_data((callback, mapping));
        Ok(JsValue::undefined())
    });
    runtime
        .eval(&format!("{SET} v.run('then', () => later(() => v.get()));"))
        .expect("valid script");
    assert!(agent.is_empty());
    let context = &mut *runtime.context_mut();
    let data = *context.remove_data::<(JsValue, Mapping)>().expect("called");
    let seen = agent.run_in(data.1, || {
        let callback = data.0.as_callable().expect("a function");
        callback.call(&JsValue::undefined(), &[], context)
    });
    assert_eq!(seen.expect("no error").display().to_string(), "\"then\"");
    assert!(agent.is_empty());
}

#[test]
fn run_in_restores_on_every_way_out() {
    let agent = Agent::new(Storage::Weak);
    let request = HostVariable::<u32>::new();
    let set = request.run(&agent, 1, || agent.snapshot());
    let result: Result<(), &str> = agent.run_in(set.clone(), || {
        assert_eq!(request.get(&agent).as_deref(), Some(&1));
        Err("a Rust error")?;
        Ok(())
    });
    assert!(result.is_err() && agent.is_empty());
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        agent.run_in(set, || std::panic::resume_unwind(Box::new(())))
    }));
    assert!(panicked.is_err() && agent.is_empty());
}

#[test]
fn a_host_variable_nests_and_has_a_default() {
    let agent = Agent::new(Storage::Weak);
    let (plain, with_default) = (
        HostVariable::<String>::new(),
        HostVariable::with_default(7u8),
    );
    assert_eq!(plain.get(&agent), None);
    assert_eq!(with_default.get(&agent).as_deref(), Some(&7));
    let inner = plain.run(&agent, "outer".to_owned(), || {
        let outer = plain.get(&agent).expect("set");
        let inner = plain.run(&agent, "inner".to_owned(), || {
            with_default.run(&agent, 8, || {
                assert_eq!(with_default.get(&agent).as_deref(), Some(&8));
                plain.get(&agent).expect("set")
            })
        });
        assert_eq!((outer.as_str(), inner.as_str()), ("outer", "inner"));
        assert!(Arc::ptr_eq(&outer, &plain.get(&agent).expect("set again")));
        inner
    });
    assert!(agent.is_empty());
    assert_eq!(Arc::strong_count(&inner), 1);
}

#[test]
fn a_host_value_travels_with_the_js_context_into_native_functions() {
    let mut runtime = runtime();
    let agent = agent(&runtime);
    let request = HostVariable::with_default(0u32);
    runtime.context_mut().insert_data(request.clone());
    define(&mut runtime, "requestId", |_, _, context| {
        let agent = Agent::of(context).expect("installed");
        let request = context.get_data::<HostVariable<u32>>().expect("put there");
        Ok(request
            .get(&agent)
            .map_or(JsValue::null(), |id| (*id).into()))
    });
    runtime
        .eval(&format!(
            "{SET} const log = [];
             async function handle(name) {{
                 await v.run(name, async () => {{
                     await new Promise((resolve) => setTimeout(resolve, 5));
                     queueMicrotask(() => log.push(`${{requestId()}}:${{v.get()}}`));
                 }});
                 log.push(`${{requestId()}}:${{v.get()}}`);
             }}"
        ))
        .expect("valid script");
    for id in [1, 2] {
        request
            .run(&agent, id, || {
                runtime.eval(&format!("void handle('n{id}')"))
            })
            .expect("valid script");
    }
    runtime.run_until_idle_blocking().expect("a tokio runtime");
    assert_eq!(
        text(&mut runtime, "log.join()"),
        "1:n1,1:default,2:n2,2:default"
    );
    assert_eq!(text(&mut runtime, "String(requestId())"), "0");
}

#[test]
fn the_host_half_goes_into_a_spawned_tokio_task() {
    fn is_free_to_move<T: Send + Sync + 'static>(_: &T) {}

    let pool = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_time()
        .build()
        .expect("a tokio runtime");
    let agent = Agent::new(Storage::Weak);
    let request = HostVariable::<String>::new();
    let unset = HostVariable::with_default(3u8);
    let tasks: Vec<_> = ["a", "b", "c"]
        .map(|id| {
            request.run(&agent, id.to_owned(), || {
                let host: HostContext = agent.host_context();
                is_free_to_move(&host);
                let (request, unset) = (request.clone(), unset.clone());
                pool.spawn(async move {
                    tokio::time::sleep(Duration::from_millis(5)).await;
                    (request.get_in(&host), unset.get_in(&host))
                })
            })
        })
        .into();
    let seen: Vec<_> = tasks
        .into_iter()
        .map(|task| {
            let (request, unset) = pool.block_on(task).expect("no panic");
            assert_eq!(unset.as_deref(), Some(&3));
            request.expect("set").to_string()
        })
        .collect();
    assert_eq!(seen, ["a", "b", "c"]);
    assert!(agent.host_context().is_empty());
}

#[test]
fn an_error_of_a_host_function_is_reported_with_the_mapping_it_left() {
    let mut runtime = runtime();
    define(&mut runtime, "refuse", |_, _, _| {
        Err(JsNativeError::range().with_message("no").into())
    });
    let ended = runtime.eval(&format!(
        "{SET} v.run('outer', () => v.run('inner', refuse))"
    ));
    let Err(Error::Uncaught(report)) = ended else {
        panic!("it throws");
    };
    let shown = report.render();
    assert!(shown.starts_with("Uncaught RangeError: no"), "{shown}");
    assert!(shown.ends_with("v = 'inner'"), "{shown}");
}

/// A host value that asks for the current context when it goes, as a tracing span does.
struct Nosy {
    seen: Arc<Mutex<Vec<bool>>>,
}

thread_local! {
    static AGENT: RefCell<Option<Agent>> = const { RefCell::new(None) };
}

impl Drop for Nosy {
    fn drop(&mut self) {
        let empty = AGENT.with_borrow(|agent| agent.as_ref().map(Agent::is_empty));
        self.seen
            .lock()
            .expect("no panic")
            .push(empty == Some(true));
    }
}

#[test]
fn a_host_value_found_dead_by_a_collection_is_dropped_after_it() {
    let agent = Agent::new(Storage::Weak);
    AGENT.set(Some(agent.clone()));
    let (nosy, other) = (HostVariable::<Nosy>::new(), HostVariable::<u8>::new());
    let seen = Arc::<Mutex<Vec<bool>>>::default();
    // In an object that nothing reaches.
    let abandon = || {
        let value = Nosy { seen: seen.clone() };
        drop(boa_gc::Gc::new(
            nosy.run(&agent, value, || agent.snapshot()),
        ));
    };
    for end in [
        (|agent, other| other.run(agent, 0, || {})) as fn(&Agent, &HostVariable<u8>),
        |agent, _| agent.collect_garbage(),
    ] {
        abandon();
        abandon();
        boa_gc::force_collect();
        assert!(seen.lock().expect("no panic").is_empty());
        end(&agent, &other);
        assert_eq!(seen.lock().expect("no panic").split_off(0), [true, true]);
    }
    AGENT.set(None);
}

#[test]
fn a_caught_exception_keeps_nothing_when_the_host_calls_js_directly() {
    let mut runtime = runtime();
    let gone = runtime
        .eval(&format!(
            "{SET} const gone = [];
             const registry = new FinalizationRegistry((x) => gone.push(x));
             (() => {{
                 const value = {{}};
                 registry.register(value, 'value');
                 try {{ v.run(value, () => {{ throw new Error('caught'); }}); }} catch {{}}
             }})"
        ))
        .expect("valid script");
    let function = gone.as_callable().expect("a function");
    function
        .call(&JsValue::undefined(), &[], &mut runtime.context_mut())
        .expect("it catches");
    boa_gc::force_collect();
    runtime.run_until_idle_blocking().expect("a tokio runtime");
    assert_eq!(text(&mut runtime, "gone.join()"), "value");
}
