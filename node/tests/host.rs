//! What a host sees of `AsyncLocalStorage`: reports, limits, switches, foreign executors, memory.

use std::{
    path::Path,
    rc::Rc,
    sync::{Arc, Mutex},
};

use boa_async_context::{
    AsyncContext, InspectOptions, Limits, Mapping, Runtime, RuntimeBuilder, Storage, SwitchKind,
    Switches, inspect,
};
use boa_async_context_node::async_hooks::exports;
use boa_engine::{
    Context, JsValue, Source, job::SimpleJobExecutor, js_string, property::Attribute,
};

/// A runtime with `AsyncLocalStorage`, `AsyncResource` and the storage `s` as globals.
fn runtime(builder: RuntimeBuilder) -> Runtime {
    let mut runtime = builder.build().expect("a runtime");
    {
        let context = &mut *runtime.context_mut();
        define(context);
    }
    let source = "var { AsyncLocalStorage, AsyncResource } = hooks;
                  var s = new AsyncLocalStorage({ name: 'request' });";
    runtime.eval(source).expect("it runs");
    runtime
}

fn define(context: &mut Context) {
    let hooks = exports(context).expect("a context with AsyncContext");
    context
        .register_global_property(js_string!("hooks"), hooks, Attribute::all())
        .expect("a fresh global object");
}

fn eval(runtime: &mut Runtime, source: &str) -> String {
    let value = runtime.eval(source).expect("it runs");
    value.display().to_string()
}

#[test]
fn the_exports_of_a_realm_are_made_once() {
    let mut runtime = runtime(Runtime::builder());
    let context = &mut *runtime.context_mut();
    let first = exports(context).expect("the exports");
    let second = exports(context).expect("the exports");
    assert!(boa_engine::JsObject::equals(&first, &second));
}

#[test]
fn a_storage_is_shown_with_its_name() {
    let mut runtime = runtime(Runtime::builder());
    for (source, shown) in [
        ("s", "AsyncLocalStorage { name: 'request' }"),
        ("new AsyncLocalStorage()", "AsyncLocalStorage {}"),
        (
            "new (class Users extends AsyncLocalStorage {})({ name: 'users', defaultValue: [1] })",
            "Users { name: 'users', defaultValue: [ 1 ] }",
        ),
        (
            "Object.assign(new AsyncLocalStorage({ defaultValue: null }), { own: 1 })",
            "AsyncLocalStorage { defaultValue: null, own: 1 }",
        ),
    ] {
        let value = runtime.eval(source).expect("it runs");
        let context = &mut *runtime.context_mut();
        assert_eq!(inspect(&value, &InspectOptions::default(), context), shown);
    }
}

#[test]
fn another_realm_has_classes_of_its_own_over_the_same_mapping() {
    let mut runtime = runtime(Runtime::builder());
    let other = runtime.create_realm().expect("a realm");
    let context = &mut *runtime.context_mut();
    let hooks = boa_async_context::in_realm(other.realm(), context, exports);
    let hooks = hooks.expect("the exports");
    context
        .register_global_property(js_string!("other"), hooks, Attribute::all())
        .expect("a new property");
    let seen = context.eval(Source::from_bytes(
        "const t = new other.AsyncLocalStorage();
         const made = Reflect.construct(AsyncLocalStorage, [], other.AsyncLocalStorage);
         [other.AsyncLocalStorage === AsyncLocalStorage, t instanceof AsyncLocalStorage,
          made instanceof other.AsyncLocalStorage,
          AsyncLocalStorage.prototype.run.call(t, 1, () => s.run(2, () => t.getStore() + s.getStore()))].join()",
    ));
    let seen = seen.expect("it runs").display().to_string();
    assert_eq!(seen, "\"false,false,true,3\"");
}

#[test]
fn a_context_without_async_context_has_no_module() {
    let context = &mut Context::default();
    let error = exports(context).expect_err("no AsyncContext");
    assert!(error.to_string().contains("needs AsyncContext"), "{error}");
}

#[test]
fn entering_outside_of_every_scope_is_refused() {
    let mut runtime = runtime(Runtime::builder());
    let agent = runtime.agent().expect("an agent").clone();
    let context = &mut *runtime.context_mut();
    let enter = Source::from_bytes("s.enterWith(1)");
    let error = context.eval(enter).expect_err("nothing would end it");
    assert!(error.to_string().contains("run_in"), "{error}");
    assert!(agent.is_empty());
    let enter = Source::from_bytes("s.enterWith(1); s.getStore()");
    let seen = agent.run_in(Mapping::empty(), || context.eval(enter));
    assert_eq!(seen.expect("a scope is open"), JsValue::from(1));
    assert!(agent.is_empty());
}

#[test]
fn a_script_is_a_job_that_ends_what_it_enters() {
    let mut runtime = runtime(Runtime::builder());
    assert_eq!(eval(&mut runtime, "s.enterWith(1); s.getStore()"), "1");
    assert_eq!(eval(&mut runtime, "s.getStore()"), "undefined");
}

#[test]
fn the_first_thing_that_is_set_ends_with_the_scope_it_was_entered_in() {
    let mut runtime = Runtime::builder().build().expect("a runtime");
    let agent = runtime.agent().expect("an agent").clone();
    let context = &mut *runtime.context_mut();
    agent.run_in(Mapping::empty(), || {
        // Only now there is something that can be entered.
        define(context);
        let source = "const s = new hooks.AsyncLocalStorage(); s.enterWith(1); s.getStore()";
        let seen = context.eval(Source::from_bytes(source)).expect("it runs");
        assert_eq!(seen, JsValue::from(1));
        assert!(!agent.is_empty());
    });
    assert!(agent.is_empty());
}

#[test]
fn a_panic_ends_what_was_entered() {
    let mut runtime = runtime(Runtime::builder());
    let agent = runtime.agent().expect("an agent").clone();
    let context = &mut *runtime.context_mut();
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        agent.contain(|| {
            agent.run_in(Mapping::empty(), || {
                context
                    .eval(Source::from_bytes("s.enterWith(1)"))
                    .expect("it runs");
                panic!("of the host");
            })
        })
    }));
    assert!(panicked.is_err());
    assert!(agent.is_empty());
}

#[test]
fn observers_are_told_of_what_is_entered() {
    let mut runtime = runtime(Runtime::builder());
    let agent = runtime.agent().expect("an agent").clone();
    let told = Arc::new(Mutex::new(Vec::new()));
    let to = told.clone();
    agent.on_switch(Switches::All, move |switch| {
        let value = |mapping: &Mapping| {
            let entries = mapping.debug_entries();
            entries
                .first()
                .map(|(_, value)| value.display().to_string())
        };
        let entry = (switch.kind(), value(switch.left()), value(switch.entered()));
        to.lock().expect("no panic").push(entry);
    });
    eval(&mut runtime, "s.enterWith(1); s.enterWith(2); 0");
    let some = |text: &str| Some(text.to_owned());
    let expected = [
        (SwitchKind::Enter, None, some("1")),
        (SwitchKind::Replace, some("1"), some("2")),
        (SwitchKind::Leave, some("2"), None),
    ];
    assert_eq!(*told.lock().expect("no panic"), expected);
}

#[test]
fn limits_count_bindings_and_captures() {
    let limits = Limits::none().bindings(2).captures(5);
    let mut runtime = runtime(Runtime::builder().limits(limits));
    runtime.event_loop().set_reporter(|_, _| {});
    let refused = |runtime: &mut Runtime, source: &str| {
        let source = format!("try {{ {source}; 'allowed' }} catch (e) {{ e.name }}");
        eval(runtime, &source)
    };
    eval(
        &mut runtime,
        "var [a, b, c] = [1, 2, 3].map(() => new AsyncLocalStorage())",
    );
    assert_eq!(
        refused(&mut runtime, "a.run(1, () => b.run(1, () => {}))"),
        "\"allowed\""
    );
    let third = "a.run(1, () => b.run(1, () => c.run(1, () => {})))";
    assert_eq!(refused(&mut runtime, third), "\"RangeError\"");
    let third = "a.run(1, () => b.run(1, () => c.enterWith(1)))";
    assert_eq!(refused(&mut runtime, third), "\"RangeError\"");
    let again = "a.run(1, () => b.run(1, () => b.enterWith(2)))";
    assert_eq!(refused(&mut runtime, again), "\"allowed\"");
    for make in [
        "new AsyncResource('t')",
        "AsyncLocalStorage.snapshot()",
        "AsyncLocalStorage.bind(() => {})",
        "AsyncResource.bind(() => {})",
    ] {
        let many = format!("a.run(1, () => Array.from({{ length: 6 }}, () => {make}))");
        assert_eq!(refused(&mut runtime, &many), "\"RangeError\"", "{make}");
        boa_gc::force_collect();
    }
}

#[test]
fn reports_name_a_storage() {
    let mut runtime = runtime(Runtime::builder());
    let source = "s.run({ big: 'x'.repeat(10000) }, () => { globalThis.kept = AsyncLocalStorage.snapshot(); })";
    eval(&mut runtime, source);
    let retainers = runtime.retainers().expect("a runtime with AsyncContext");
    let names: Vec<&str> = retainers
        .groups()
        .iter()
        .map(|group| &*group.variable)
        .collect();
    assert_eq!(names, ["request"]);
    let storage = runtime.eval("s").expect("it runs");
    let agent = runtime.agent().expect("an agent").clone();
    let context = &mut *runtime.context_mut();
    assert_eq!(agent.retainers_of(&storage, context).groups().len(), 1);
}

#[test]
fn a_storage_that_is_forgotten_releases_its_stores_also_if_a_mapping_is_kept() {
    for storage in [Storage::Weak, Storage::Strong] {
        let mut runtime = runtime(Runtime::builder().storage(storage));
        let source = "var kept, seen;
             (() => {
                 const forgotten = new AsyncLocalStorage();
                 const store = {};
                 seen = new WeakRef(store);
                 forgotten.run(store, () => { kept = AsyncLocalStorage.snapshot(); });
             })()";
        eval(&mut runtime, source);
        runtime.run_until_idle_blocking().expect("it runs");
        runtime.agent().expect("an agent").collect_garbage();
        let is_released = eval(&mut runtime, "seen.deref() === undefined");
        assert_eq!(
            is_released,
            (storage == Storage::Weak).to_string(),
            "{storage}"
        );
    }
}

#[test]
fn a_foreign_executor_ends_what_jobs_enter() {
    let async_context = AsyncContext::new(Storage::Weak);
    let mut context = Context::builder()
        .host_hooks(async_context.default_hooks())
        .job_executor(async_context.jobs(Rc::new(SimpleJobExecutor::new())))
        .build()
        .expect("a context");
    async_context.install(&mut context).expect("a fresh realm");
    define(&mut context);
    let source = "var s = new hooks.AsyncLocalStorage(), seen = [];
         Promise.resolve().then(() => s.enterWith(1)).then(() => seen.push(s.getStore()));
         Promise.resolve().then(() => seen.push(s.getStore()));
         Promise.resolve().then(async () => { s.enterWith(2); await null; seen.push(s.getStore()); });";
    context.eval(Source::from_bytes(source)).expect("it runs");
    context.run_jobs().expect("no job fails");
    let seen = context
        .eval(Source::from_bytes("seen.join()"))
        .expect("it runs");
    assert_eq!(seen.display().to_string(), "\",,2\"");
    assert!(async_context.agent().is_empty());
}

#[test]
fn modules_of_one_program_see_what_an_earlier_one_enters() {
    let directory = tempfile::tempdir().expect("a directory");
    let write = |name: &str, text: &str| {
        std::fs::write(directory.path().join(name), text).expect("it can be written");
    };
    write("setup.mjs", "s.enterWith('setup');");
    write(
        "main.mjs",
        "import './setup.mjs';
         globalThis.seen = [s.getStore()];
         setTimeout(() => seen.push(s.getStore()), 1);",
    );
    write(
        "later.mjs",
        "seen.push('later ' + s.getStore()); s.enterWith('later');",
    );
    write(
        "dynamic.mjs",
        "await s.run('importer', async () => {
             await import('./later.mjs');
             seen.push(s.getStore());
         });",
    );
    let mut runtime = runtime(Runtime::builder());
    run_module(&mut runtime, &directory.path().join("main.mjs"));
    assert_eq!(eval(&mut runtime, "seen.join()"), "\"setup,setup\"");
    assert_eq!(eval(&mut runtime, "s.getStore()"), "undefined");
    run_module(&mut runtime, &directory.path().join("dynamic.mjs"));
    assert_eq!(
        eval(&mut runtime, "seen.slice(2).join()"),
        "\"later undefined,importer\""
    );
}

fn run_module(runtime: &mut Runtime, path: &Path) {
    runtime.run_module(path).expect("it can be loaded");
    runtime.run_until_idle_blocking().expect("it runs");
}
