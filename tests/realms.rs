//! Realms that a context has made and dropped: what keeps them, and that nothing of ours does.
//!
//! The published engine never collects one (`tests/stock_boa.rs::a_realm_is_never_collected`). In exact mode every realm
//! here must go at the next collection, and on the published engine none does: each test says both.

#[path = "support/realms.rs"]
mod support;

use std::{cell::Cell, path::Path, rc::Rc};

use boa_async_context::{EXACT_GENERATORS, Runtime, Storage};
use boa_engine::{JsValue, Module, Source};
use boa_gc::force_collect;

use support::{REALMS, assert_collected, evaluate, install, probed_realm, runtime};

/// Nothing of ours is in the realm or in the context.
#[test]
fn a_realm_of_the_engine_alone() {
    let mut runtime = Runtime::builder()
        .without_async_context()
        .build()
        .expect("a runtime");
    assert_collected(&mut runtime, |realm, runtime| {
        evaluate(
            "var x = { a: [1, 2, 3].map(n => n + 1) }; x.a.length",
            realm,
            &mut runtime.context_mut(),
        );
    });
}

const CLASSES_CLOSURES_PROMISES: &str = "
    class Base { #p = 1; get p() { return this.#p; } static s = new Map([[{}, 1]]); }
    class Derived extends Base { constructor() { super(); this.f = () => this; } }
    globalThis.kept = [new Derived(), function () { return kept; }, /x/g, new Proxy({}, {}), Symbol('s')];
    globalThis.pending = new Promise(() => {});
    pending.then(() => kept);
    globalThis.settled = Promise.resolve(1).then(n => kept[0].f()).finally(() => {});
    globalThis.generator = (function* () { yield kept; })();
    generator.next();
    globalThis.asynchronous = (async () => { for await (const x of (async function* () { yield 1; })()) await x; })();
    globalThis.weak = [new WeakRef({}), new WeakMap([[kept, pending]]), new FinalizationRegistry(() => kept)];
    weak[2].register({}, 1);
    try { null.x } catch (error) { globalThis.error = error; }
    eval('var evaluated = () => error');
    new Function('return 1')();
    JSON.stringify(kept[0]); [3, 1].sort((a, b) => a - b);
";

#[test]
fn a_realm_with_classes_closures_and_promises() {
    assert_collected(&mut runtime(), |realm, runtime| {
        evaluate(CLASSES_CLOSURES_PROMISES, realm, &mut runtime.context_mut());
    });
}

const WITH_ASYNC_CONTEXT: &str = "
    globalThis.variable = new AsyncContext.Variable({ name: 'own', defaultValue: globalThis });
    variable.run(globalThis, () => {
        globalThis.snapshot = new AsyncContext.Snapshot();
        globalThis.wrapped = AsyncContext.Snapshot.wrap(() => variable.get());
        globalThis.never = new Promise(() => {}).then(() => globalThis);
        globalThis.late = (async () => { await null; return variable.get(); })();
        globalThis.registry = new FinalizationRegistry(() => globalThis);
        globalThis.generator = (function* () { yield variable.get(); })();
        generator.next();
        registry.register({}, 1);
    });
    wrapped(); snapshot.run(() => variable.get());
";

#[test]
fn a_realm_with_asynccontext() {
    assert_collected(&mut runtime(), |realm, runtime| {
        install(realm, runtime);
        evaluate(CLASSES_CLOSURES_PROMISES, realm, &mut runtime.context_mut());
        evaluate(WITH_ASYNC_CONTEXT, realm, &mut runtime.context_mut());
    });
}

#[test]
fn a_realm_whose_rejection_was_reported() {
    let mut runtime = runtime();
    runtime.event_loop().set_reporter(|_, _| {});
    assert_collected(&mut runtime, |realm, runtime| {
        install(realm, runtime);
        let source = "const v = new AsyncContext.Variable();
            v.run(globalThis, () => { Promise.reject(globalThis); });
            v.run(globalThis, () => { globalThis.later = Promise.reject({ globalThis }); });";
        evaluate(source, realm, &mut runtime.context_mut());
        runtime.run_until_idle_blocking().expect("it runs");
        evaluate("later.catch(() => {})", realm, &mut runtime.context_mut());
    });
}

#[test]
fn a_realm_with_a_module() {
    assert_collected(&mut runtime(), |realm, runtime| {
        install(realm, runtime);
        let context = &mut *runtime.context_mut();
        let source = "export const v = new AsyncContext.Variable(); await v.run(1, async () => {}); export { v as w };";
        let source = Source::from_bytes(source);
        let module = Module::parse(source, Some(realm.clone()), context).expect("a module");
        let _ = module.load_link_evaluate(context);
    });
}

/// The loader's modules belong to the realm that imported them.
#[test]
fn a_realm_that_imported_a_file() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("plug-in.mjs");
    std::fs::write(&path, "export const all = globalThis; probe;").expect("written");
    let source = format!(
        "import({:?}).then(m => {{ globalThis.imported = m.all === globalThis; }})",
        path.display().to_string()
    );
    assert_collected(&mut runtime(), move |realm, runtime| {
        install(realm, runtime);
        evaluate(&source, realm, &mut runtime.context_mut());
        runtime.run_until_idle_blocking().expect("it runs");
        let imported = evaluate("imported", realm, &mut runtime.context_mut());
        assert_eq!(imported, JsValue::from(true), "it runs in its own realm");
    });
}

/// What the storages are for: the main realm holds mappings in which each realm has set a variable of its own to its
/// own global object.
#[test]
fn a_realm_in_a_mapping_that_another_realm_holds_goes_with_weak_storage_only() {
    for (storage, collected) in [
        (Storage::Weak, if EXACT_GENERATORS { REALMS } else { 0 }),
        (Storage::Strong, 0),
    ] {
        let mut runtime = Runtime::builder()
            .storage(storage)
            .build()
            .expect("a runtime");
        let gone = Rc::new(Cell::new(0));
        let mut snapshots = Vec::new();
        for _ in 0..REALMS {
            let realm = probed_realm(&gone, &mut runtime.context_mut());
            install(&realm, &mut runtime);
            // The snapshot object is one of the main realm.
            let within = "f => new AsyncContext.Variable().run(globalThis, f)";
            let within = evaluate(within, &realm, &mut runtime.context_mut());
            let within = within.as_callable().expect("a function");
            let main = runtime.context().realm().clone();
            let take = evaluate(
                "() => new AsyncContext.Snapshot()",
                &main,
                &mut runtime.context_mut(),
            );
            let taken = within.call(&JsValue::undefined(), &[take], &mut runtime.context_mut());
            snapshots.push(taken.expect("a snapshot"));
        }
        force_collect();
        force_collect();
        assert_eq!(gone.get(), collected, "{storage:?}");
        drop(snapshots);
        force_collect();
        force_collect();
        assert_eq!(gone.get(), if EXACT_GENERATORS { REALMS } else { 0 });
    }
}
