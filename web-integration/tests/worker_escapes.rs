//! A worker may do nothing that its parent may not, also in a host that has not thought of workers.

#[path = "harness/worker_hosts.rs"]
mod worker_hosts;

use std::rc::Rc;

use boa_async_context::{Runtime, RuntimeBuilder};
use boa_async_context_web::WebApis;
use boa_engine::{context::HostHooks, module::ModuleLoader};
use boa_runtime::extensions::RuntimeExtension;

use worker_hosts::{NoEval, NoImport, answer, data, eval};

fn build<H: HostHooks + 'static, L: ModuleLoader + 'static>(
    builder: RuntimeBuilder<H, L>,
) -> Runtime {
    let mut runtime = builder.build().expect("a runtime");
    boa_async_context_web::register(&mut runtime).expect("fresh globals");
    runtime
}

/// Scripts that do what [`NoEval`] and [`NoImport`] forbid, and post what comes of it.
const ESCAPES: [&str; 4] = [
    "postMessage(eval('1 + 1'))",
    "postMessage(Function('return 1 + 1')())",
    "import('./imported.mjs').then(() => postMessage('imported'), (error) => postMessage(String(error)))",
    "try { setTimeout('postMessage(\"timer\")'); } catch (error) { postMessage(String(error)); }",
];

#[test]
fn a_worker_of_a_host_with_hooks_of_its_own_is_refused() {
    for script in ESCAPES {
        let mut runtime = build(Runtime::builder().host_hooks(Rc::new(NoEval)));
        let answer = answer(&mut runtime, &data(script));
        assert!(answer.starts_with("NotSupportedError: "), "{answer}");
        assert!(answer.contains("WorkerPolicy::factory"), "{answer}");
        assert!(answer.contains("hooks"), "{answer}");
    }
}

#[test]
fn a_worker_of_a_host_with_a_loader_of_its_own_is_refused() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/workers/one.js");
    let scripts = ESCAPES.map(data);
    for script in scripts.iter().map(String::as_str).chain([file]) {
        let mut runtime = build(Runtime::builder().module_loader(Rc::new(NoImport)));
        let answer = answer(&mut runtime, script);
        assert!(answer.starts_with("NotSupportedError: "), "{answer}");
        assert!(answer.contains("module loader"), "{answer}");
    }
}

#[test]
fn a_worker_has_no_console_if_its_parent_has_none() {
    let script = data("postMessage(typeof console)");
    let mut runtime = build(Runtime::builder().without_console());
    assert_eq!(answer(&mut runtime, &script), "undefined");
    let mut runtime = build(Runtime::builder());
    assert_eq!(answer(&mut runtime, &script), "object");
}

#[test]
fn a_worker_has_gc_if_its_parent_has_it() {
    let script = data("postMessage(typeof gc)");
    let mut runtime = build(Runtime::builder().expose_gc());
    assert_eq!(answer(&mut runtime, &script), "function");
    let mut runtime = build(Runtime::builder());
    assert_eq!(answer(&mut runtime, &script), "undefined");
}

#[test]
fn a_worker_has_the_limits_that_its_parent_has_now() {
    let mut runtime = build(Runtime::builder());
    {
        let mut context = runtime.context_mut();
        let limits = context.runtime_limits_mut();
        limits.set_loop_iteration_limit(100);
        limits.set_recursion_limit(40);
    }
    let loops = data("let i = 0; while (i < 1000) i++; postMessage('looped')");
    let answer_of_loops = answer(&mut runtime, &loops);
    assert!(
        answer_of_loops.contains("iteration loops"),
        "{answer_of_loops}"
    );
    let nests = data("const nest = (n) => n && nest(n - 1); nest(60); postMessage('nested')");
    let answer_of_nests = answer(&mut runtime, &nests);
    assert!(answer_of_nests.contains("recursi"), "{answer_of_nests}");
}

#[test]
fn a_worker_has_the_apis_of_the_realm_that_makes_it() {
    let mut runtime = Runtime::builder().build().expect("a runtime");
    boa_async_context_web::register(&mut runtime).expect("fresh globals");
    let realm = runtime.context_mut().create_realm().expect("a realm");
    WebApis::none()
        .workers(true)
        .register(Some(realm.clone()), &mut runtime.context_mut())
        .expect("fresh globals");
    runtime.context_mut().enter_realm(realm);
    let script = data("postMessage(`${typeof structuredClone} ${typeof ReadableStream}`)");
    assert_eq!(answer(&mut runtime, &script), "function undefined");
}

#[test]
fn the_number_of_workers_is_limited_by_default() {
    let mut runtime = build(Runtime::builder());
    let outcome = eval(
        &mut runtime,
        "globalThis.workers = [];
         let outcome;
         try { while (workers.length < 200) workers.push(new Worker('data:,onmessage = () => {}')); }
         catch (error) { outcome = `${error.name} ${error.code} ${error instanceof DOMException}`; }
         `${workers.length} ${outcome}`",
    );
    assert_eq!(outcome, "64 QuotaExceededError 22 true");
}
