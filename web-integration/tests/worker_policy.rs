//! A host that decides what its workers may do, and how many there may be.

#[path = "../../tests/support/patience.rs"]
mod patience;
#[path = "harness/worker_hosts.rs"]
mod worker_hosts;

use std::{
    cell::RefCell,
    path::Path,
    rc::Rc,
    sync::{Condvar, Mutex, PoisonError},
    time::{Duration, Instant},
};

use boa_async_context::{
    AsyncContext, EXACT_GENERATORS, EventLoop, FileModules, Limits, Runtime, Storage,
};
use boa_async_context_web::{
    ScriptLocation, WebApis, WorkerKind, WorkerPolicy, WorkerRequest, WorkerRuntime, live_workers,
};
use boa_engine::{Context, JsValue, NativeFunction, Source, js_string};
use boa_runtime::extensions::RuntimeExtension;

use patience::patiently;
use worker_hosts::{NoEval, NoImport, answer, data, eval};

/// A runtime whose workers follow a policy.
fn with(policy: WorkerPolicy) -> Runtime {
    let mut runtime = Runtime::builder().build().expect("a runtime");
    WebApis::default()
        .worker_policy(policy)
        .register(None, &mut runtime.context_mut())
        .expect("fresh globals");
    runtime
}

/// A runtime with at most so many workers in its tree.
fn with_at_most(most: usize, policy: WorkerPolicy) -> Runtime {
    let mut runtime = with(policy);
    let limits = Limits::of(&runtime.context()).workers(most);
    limits.put_into(&mut runtime.context_mut());
    runtime
}

fn fixture(name: &str) -> String {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/workers");
    tests.join(name).display().to_string()
}

/// Workers that may not compile strings.
fn without_eval(request: &WorkerRequest) -> Result<WorkerRuntime, Box<dyn std::error::Error>> {
    let builder = request.builder().host_hooks(Rc::new(NoEval));
    Ok(builder.build()?.into())
}

/// Workers that may not import.
fn without_import(request: &WorkerRequest) -> Result<WorkerRuntime, Box<dyn std::error::Error>> {
    let builder = request.builder().module_loader(Rc::new(NoImport));
    Ok(builder.build()?.into())
}

#[test]
fn a_factory_gets_the_request_on_the_thread_of_the_worker() {
    let policy = WorkerPolicy::new().factory(|request| {
        let told = format!(
            "{:?} {:?} {} {:?} {} {:?} {} {:?}",
            request.specifier(),
            request.location(),
            request.name(),
            request.kind(),
            request.depth(),
            request.settings().limits().engine().recursion_limit(),
            request.settings().has_default_hooks(),
            std::thread::current().name(),
        );
        Err(told.into())
    });
    let mut runtime = with(policy);
    runtime
        .context_mut()
        .runtime_limits_mut()
        .set_recursion_limit(333);
    eval(
        &mut runtime,
        "globalThis.told = [];
         const told_by = (worker) => { worker.onerror = (event) => { told.push(event.message); return false; }; };
         told_by(new Worker('/no/../w.js', { name: 'one' }));
         told_by(new Worker('app:w', { type: 'module' }));
         told_by(new Worker('data:,1'));",
    );
    runtime.run_until_idle_blocking().expect("idle");
    let told = eval(&mut runtime, "told.sort().join('\\n')");
    let rest = "1 333 true Some(\"worker\")";
    assert_eq!(
        told,
        format!(
            "cannot start the worker: \"/no/../w.js\" File(\"/no/../w.js\") one Classic {rest}\n\
             cannot start the worker: \"app:w\" Other(\"app:w\")  Module {rest}\n\
             cannot start the worker: \"data:,1\" Data(\"data:,1\")  Classic {rest}"
        )
    );
    assert_eq!(live_workers(&runtime.context()), 0);
}

#[test]
fn hooks_that_forbid_strings_forbid_scripts_in_data_urls() {
    let mut runtime = with(WorkerPolicy::new().factory(without_eval));
    let told = answer(&mut runtime, &data("postMessage('ran')"));
    assert_eq!(
        told,
        "a script in a data: URL is forbidden here: no strings are compiled here"
    );
    let mut runtime = with(WorkerPolicy::new().factory(without_import));
    assert_eq!(answer(&mut runtime, &data("postMessage('ran')")), "ran");
}

#[test]
fn the_factory_s_hooks_hold_in_a_worker() {
    let mut runtime = with(WorkerPolicy::new().factory(without_eval));
    let told = answer(&mut runtime, &fixture("strings.js"));
    let forbidden = "no strings are compiled here";
    assert_eq!(
        told,
        format!(
            "eval TypeError: {forbidden}, Function TypeError: {forbidden}, \
             importScripts NetworkError: a script in a data: URL is forbidden here: {forbidden}, setTimeout undefined"
        )
    );
    // The script itself can do all of it.
    let mut runtime = with(WorkerPolicy::new());
    let told = answer(&mut runtime, &fixture("strings.js"));
    assert_eq!(told, "eval 2, Function 2, importScripts 2, setTimeout 2");
}

#[test]
fn the_factory_s_loader_holds_in_a_worker() {
    let mut runtime = with(WorkerPolicy::new().factory(without_import));
    let file = serde_json::to_string(&fixture("one.js")).expect("text");
    let import = format!(
        "import({file}).then(() => postMessage('imported'), (error) => postMessage(String(error)))"
    );
    assert_eq!(
        answer(&mut runtime, &data(&import)),
        "TypeError: nothing is imported here"
    );
    let mut runtime = with(WorkerPolicy::new().factory(without_import));
    let told = answer(&mut runtime, &fixture("one.js"));
    assert!(told.contains("WorkerRuntime::scripts"), "{told}");
    let mut runtime = with(WorkerPolicy::new().factory(without_import));
    let import = format!(
        "try {{ importScripts({file}); postMessage('ran'); }} catch (error) {{ postMessage(`${{error.name}} ${{error.message}}`); }}"
    );
    let told = answer(&mut runtime, &data(&import));
    assert!(told.starts_with("NetworkError cannot load"), "{told}");
}

#[test]
fn a_host_loads_the_scripts_itself() {
    let policy = WorkerPolicy::new().factory(|request| {
        let builder = request.builder().host_hooks(Rc::new(NoEval));
        let runtime = builder.module_loader(Rc::new(NoImport)).build()?;
        let worker = WorkerRuntime::new(runtime);
        Ok(worker.scripts(|location| match location {
            ScriptLocation::Other(url) if url == "app:/lib/main.js" => {
                Ok("importScripts('other.js'); postMessage(`${location.href} ${other}`);".into())
            }
            ScriptLocation::Other(url) if url == "app:/lib/other.js" => {
                Ok("globalThis.other = 'other';".into())
            }
            ScriptLocation::Other(url) if url == "app:/module.js" => {
                Ok("import.meta; await null; postMessage(import.meta.url ?? 'a module');".into())
            }
            ScriptLocation::Data(_) => Ok("postMessage('for data')".into()),
            _ => Err("not in the bundle".into()),
        }))
    });
    let tell = |script: &str| answer(&mut with(policy.clone()), script);
    assert_eq!(tell("app:/lib/main.js"), "app:/lib/main.js other");
    assert_eq!(tell("data:,throw 1"), "for data");
    assert_eq!(tell(&fixture("one.js")), "not in the bundle");
    let mut runtime = with(policy.clone());
    eval(
        &mut runtime,
        "const worker = new Worker('app:/module.js', { type: 'module' });
         worker.onmessage = (event) => { globalThis.told = event.data; worker.terminate(); };",
    );
    runtime.run_until_idle_blocking().expect("idle");
    assert_eq!(eval(&mut runtime, "told"), "a module");
}

#[test]
fn a_factory_chooses_the_apis_or_leaves_them_to_the_parent() {
    let script = data("postMessage(`${typeof ReadableStream} ${typeof AbortSignal}`)");
    let policy = WorkerPolicy::new().factory(|request| {
        let mut runtime = request.builder().build()?;
        WebApis::default()
            .streams(false)
            .register(None, &mut runtime.context_mut())
            .map_err(|error| error.to_string())?;
        Ok(runtime.into())
    });
    assert_eq!(answer(&mut with(policy), &script), "undefined function");
    let policy = WorkerPolicy::new().factory(|request| Ok(request.builder().build()?.into()));
    let mut runtime = Runtime::builder().build().expect("a runtime");
    WebApis::default()
        .abort(false)
        .worker_policy(policy)
        .register(None, &mut runtime.context_mut())
        .expect("fresh globals");
    assert_eq!(answer(&mut runtime, &script), "function undefined");
}

#[test]
fn a_worker_runs_its_frames_although_its_parent_s_are_the_host_s() {
    let mut runtime = Runtime::builder().build().expect("a runtime");
    WebApis::default()
        .host_frames(true)
        .register(None, &mut runtime.context_mut())
        .expect("fresh globals");
    let script = data("requestAnimationFrame(() => postMessage('a frame'))");
    assert_eq!(answer(&mut runtime, &script), "a frame");
}

/// A script that makes a worker of `inner` and posts what that says.
fn nested(inner: &str) -> String {
    let inner = serde_json::to_string(inner).expect("text");
    data(&format!(
        "try {{
             const worker = new Worker({inner});
             worker.onmessage = (event) => {{ postMessage(event.data); worker.terminate(); }};
             worker.onerror = (event) => {{ postMessage(event.message); return false; }};
         }} catch (error) {{ postMessage(`${{error.name}} ${{error.code}}`); }}"
    ))
}

#[test]
fn the_policy_of_the_root_holds_for_workers_of_workers() {
    let build = |request: &WorkerRequest| -> Result<WorkerRuntime, Box<dyn std::error::Error>> {
        if request.depth() > 2 {
            return Err(format!("no worker at depth {}", request.depth()).into());
        }
        let mut runtime = request.builder().build()?;
        // Its own policy would allow everything.
        boa_async_context_web::register(&mut runtime).map_err(|error| error.to_string())?;
        Ok(runtime.into())
    };
    let tell = |policy: WorkerPolicy, script: &str| answer(&mut with(policy), script);
    let policy = WorkerPolicy::new().factory(build);
    let leaf = data("postMessage('leaf')");
    assert_eq!(tell(policy.clone(), &nested(&leaf)), "leaf");
    assert_eq!(
        tell(policy.clone(), &nested(&nested(&leaf))),
        "cannot start the worker: no worker at depth 3"
    );
    // The workers of workers count.
    let tell = |most: usize, policy: WorkerPolicy, script: &str| {
        answer(&mut with_at_most(most, policy), script)
    };
    assert_eq!(
        tell(1, policy.clone(), &nested(&leaf)),
        "QuotaExceededError 22"
    );
    assert_eq!(tell(2, policy, &nested(&leaf)), "leaf");
    // So they do without a factory.
    assert_eq!(
        tell(1, WorkerPolicy::new(), &nested(&leaf)),
        "QuotaExceededError 22"
    );
}

#[test]
fn zero_forbids_workers() {
    let mut runtime = with_at_most(0, WorkerPolicy::new());
    let told = answer(&mut runtime, "data:,1");
    assert!(
        told.starts_with("QuotaExceededError: Worker: the limit of 0 workers is met"),
        "{told}"
    );
}

#[test]
fn a_factory_that_panics_is_an_error_event() {
    let policy = WorkerPolicy::new().factory(|_| panic!("a factory that panics, on purpose"));
    let mut runtime = with(policy);
    let told = answer(&mut runtime, "data:,1");
    assert_eq!(told, "the thread of the worker panicked");
    until_there_are(0, &mut runtime);
}

#[test]
fn a_context_that_the_host_has_wired_itself_needs_a_factory() {
    let run = |policy: WorkerPolicy| {
        let async_context = AsyncContext::new(Storage::Strong);
        let event_loop = EventLoop::new(&async_context);
        let mut context = Context::builder()
            .host_hooks(async_context.default_hooks())
            .module_loader(async_context.modules(FileModules::new()))
            .job_executor(event_loop.clone())
            .build()
            .expect("a context");
        async_context.install(&mut context).expect("installed");
        WebApis::default()
            .worker_policy(policy)
            .register(None, &mut context)
            .expect("fresh globals");
        let script = "let told;
             try {
                 const worker = new Worker('data:,postMessage(1)');
                 worker.onmessage = (event) => { told = event.data; worker.terminate(); };
             } catch (error) { told = `${error.name} ${error.message.includes('hooks')}`; }";
        let eval = |context: &mut Context, source: &str| {
            let value = context.eval(Source::from_bytes(source)).expect("runs");
            value.display().to_string()
        };
        eval(&mut context, script);
        context.run_jobs().expect("no job throws");
        eval(&mut context, "told")
    };
    assert_eq!(run(WorkerPolicy::new()), "\"NotSupportedError true\"");
    let storage = |request: &WorkerRequest| {
        let runtime = request.builder().build()?;
        assert_eq!(
            runtime.agent().map(|agent| agent.storage()),
            Some(Storage::Strong)
        );
        assert_eq!(request.kind(), WorkerKind::Classic);
        Ok(runtime.into())
    };
    assert_eq!(run(WorkerPolicy::new().factory(storage)), "1");
}

/// What `wait()` in a worker waits for.
static GATE: (Mutex<bool>, Condvar) = (Mutex::new(false), Condvar::new());

/// Runs the loop until there are `count` workers, and fails if that takes too long.
fn until_there_are(count: usize, runtime: &mut Runtime) {
    until(runtime, |runtime| live_workers(&runtime.context()) == count);
}

/// Runs the loop until an expression is true, and fails if that takes too long.
fn until_it_is_true(expression: &str, runtime: &mut Runtime) {
    until(runtime, |runtime| eval(runtime, expression) == "true");
}

fn until(runtime: &mut Runtime, is_reached: impl Fn(&mut Runtime) -> bool) {
    let begun = Instant::now();
    while !is_reached(runtime) {
        let count = live_workers(&runtime.context());
        assert!(
            begun.elapsed() < Duration::from_secs(600),
            "{count} workers"
        );
        let turns = async |runtime: &mut Runtime| {
            let a_while = Duration::from_millis(5);
            let _ = tokio::time::timeout(a_while, runtime.run_until_idle()).await;
        };
        runtime.block_on(turns).expect("can wait");
    }
}

#[test]
fn a_worker_counts_until_its_thread_ends() {
    // `wait()` does not return before the gate is open: code that nothing can interrupt.
    let policy = WorkerPolicy::new().factory(|request| {
        let mut runtime = request.builder().build()?;
        let wait = NativeFunction::from_fn_ptr(|_, _, _| {
            let open = GATE.0.lock().unwrap_or_else(PoisonError::into_inner);
            let _open = GATE.1.wait_while(open, |open| !*open);
            Ok(JsValue::undefined())
        });
        runtime
            .context_mut()
            .register_global_callable(js_string!("wait"), 0, wait)
            .map_err(|error| error.to_string())?;
        Ok(runtime.into())
    });
    let mut runtime = with_at_most(3, policy);
    let attempt = "try { globalThis.last = new Worker('data:,onmessage = () => {}'); 'made'; }
                   catch (error) { error.name; }";
    assert_eq!(live_workers(&runtime.context()), 0);
    // One that waits for messages, one that ends by itself, one that cannot be loaded.
    eval(
        &mut runtime,
        "const idle = new Worker('data:,onmessage = () => {}');
         new Worker('data:,1');
         new Worker('/there is no such file').onerror = () => false;",
    );
    until_there_are(1, &mut runtime);
    // Terminated, and closed by itself.
    eval(
        &mut runtime,
        "idle.terminate(); new Worker('data:,close()');",
    );
    until_there_are(0, &mut runtime);
    // Stuck: also after it is terminated, and after its parent (a worker) has ended without it.
    let parent = data(
        "new Worker('data:,postMessage(1); wait()').onmessage = () => { postMessage(1); close(); };",
    );
    let parent = serde_json::to_string(&parent).expect("text");
    eval(
        &mut runtime,
        &format!(
            "let told = 0;
             const stuck = new Worker('data:,postMessage(1); wait()');
             stuck.onmessage = () => {{ told++; stuck.terminate(); }};
             new Worker({parent}).onmessage = () => {{ told++; }};"
        ),
    );
    until_it_is_true("told === 2", &mut runtime);
    until_there_are(2, &mut runtime);
    assert_eq!(boa_async_context_web::stuck_workers(), 1);
    assert_eq!(eval(&mut runtime, attempt), "made");
    assert_eq!(eval(&mut runtime, attempt), "QuotaExceededError");
    *GATE.0.lock().expect("no panic") = true;
    GATE.1.notify_all();
    until_there_are(1, &mut runtime);
    assert_eq!(eval(&mut runtime, attempt), "made");
    assert_eq!(live_workers(&runtime.context()), 2);
}

/// A worker has the limits of its parent, on a thread of its own. The host hears of what it meets.
#[test]
fn a_worker_that_never_returns_is_interrupted_in_exact_mode() {
    patiently(|short| {
        if !EXACT_GENERATORS {
            return;
        }
        let limits = Limits::none().turn_time(short);
        let mut runtime = Runtime::builder()
            .limits(limits)
            .build()
            .expect("a runtime");
        WebApis::default()
            .register(None, &mut runtime.context_mut())
            .expect("fresh globals");
        let told = Rc::new(RefCell::new(Vec::new()));
        let reports = told.clone();
        runtime.event_loop().set_reporter(move |report, _| {
            let met = report.limit().expect("nothing but a limit goes wrong");
            reports.borrow_mut().push(met.to_string());
        });
        for script in [
            "for (;;);",
            "try { for (;;); } finally { postMessage('swallowed'); }",
            "setTimeout(() => { [1, 2].sort(() => { for (;;); }); });",
            "(async () => { await 0; for (;;); })();",
        ] {
            let url = data(script);
            let worker = format!(
                "globalThis.said = 'nothing'; globalThis.worker = new Worker('{url}');
             worker.onmessage = (event) => {{ said = event.data; }}; said"
            );
            assert_eq!(eval(&mut runtime, &worker), "nothing");
            until(&mut runtime, |_| !told.borrow().is_empty());
            let limit = format!(
                "the limit of {} milliseconds for a turn is met",
                short.as_millis()
            );
            let told = told.take();
            assert!(
                told.len() == 1 && told[0].contains(&limit),
                "{script}: {told:?}"
            );
            assert_eq!(eval(&mut runtime, "worker.terminate(); said"), "nothing");
            until_there_are(0, &mut runtime);
        }
    });
}
