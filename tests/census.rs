//! The census: each kind of holder is counted while it holds a mapping, and no longer.

use std::rc::Rc;

use boa_async_context::{AsyncContext, CaptureKind, EXACT_GENERATORS, Runtime, Storage};
use boa_engine::{Context, Source, job::SimpleJobExecutor};

const VARIABLE: &str = "const v = new AsyncContext.Variable();";

fn runtime() -> Runtime {
    let mut runtime = Runtime::builder().build().expect("a runtime");
    runtime.eval(VARIABLE).expect("a variable");
    runtime
}

/// The number of captures of each kind after a collection.
fn census(runtime: &Runtime) -> Vec<(CaptureKind, usize)> {
    boa_gc::force_collect();
    let census = runtime.census();
    census.rows().map(|(kind, row)| (kind, row.count)).collect()
}

/// Runs `make`, which makes `expected`; `end` ends them all.
fn check(make: &str, expected: &[(CaptureKind, usize)], end: impl FnOnce(&mut Runtime)) {
    let mut runtime = runtime();
    runtime.eval(make).expect("valid code");
    assert_eq!(census(&runtime), expected, "{make}");
    end(&mut runtime);
    assert_eq!(census(&runtime), [], "after the end: {make}");
}

fn run(runtime: &mut Runtime) {
    runtime.run_until_idle_blocking().expect("a run");
}

fn eval(source: &str) -> impl FnOnce(&mut Runtime) + '_ {
    move |runtime| {
        runtime.eval(source).expect("valid code");
        run(runtime);
    }
}

#[test]
fn reactions_are_held_until_the_promise_settles_or_is_collected() {
    let pending = "var settle, p = new Promise(r => { settle = r; });
                   v.run(1, () => { for (let i = 0; i < 3; i++) p.then(() => {}); });";
    let six = [(CaptureKind::Reaction, 6)];
    check(pending, &six, eval("settle()"));
    check(pending, &six, eval("settle = p = null"));
    let awaiting =
        "var settle; v.run(1, async () => { await new Promise(r => { settle = r; }); });";
    // The changed engine asks once for both outcomes.
    let captures = if EXACT_GENERATORS { 1 } else { 2 };
    check(
        awaiting,
        &[(CaptureKind::Reaction, captures)],
        eval("settle()"),
    );
}

/// The engine asks for the mapping of a registry as for that of a handler. Handlers must not be taken for registries.
#[test]
fn finalization_registries_are_held_until_they_are_collected() {
    use CaptureKind::{FinalizationRegistry, Reaction};
    let two = "var r = [1, 2].map(n => v.run(n, () => new FinalizationRegistry(() => {})));";
    check(two, &[(FinalizationRegistry, 2)], eval("r = null"));
    let handlers = "var p = new Promise(() => {}); v.run(1, () => { p.then(() => {}); });";
    let two = [(Reaction, 2)];
    // One that captures nothing, after a handler that does; and a constructor that fails before it asks.
    let empty = format!("{handlers} var r = new FinalizationRegistry(() => {{}});");
    check(&empty, &two, eval("p = null"));
    let fails =
        format!("{handlers} try {{ v.run(1, () => new FinalizationRegistry(1)); }} catch {{}}");
    check(&fails, &two, eval("p = null"));
}

/// The job of a registry is enqueued again after each clean-up.
#[test]
fn clean_ups_change_no_kind() {
    use CaptureKind::{FinalizationRegistry, Reaction};
    let registry = |callback: &str| {
        format!(
            "var p = new Promise(() => {{}}), made;
             var r = new FinalizationRegistry(() => {{ v.run(2, () => {{ {callback} }}); }});
             var token = {{}}; (() => r.register({{}}, 1, token))();"
        )
    };
    for (callback, before, expected) in [
        ("p.then(() => {});", "", (Reaction, 2)),
        (
            "made = new FinalizationRegistry(() => {});",
            "",
            (FinalizationRegistry, 1),
        ),
        // Nothing is left to clean up when the job runs, so no callback is called.
        (
            "",
            "r.unregister(token); v.run(1, () => { p.then(() => {}); });",
            (Reaction, 2),
        ),
    ] {
        // The callback may be the first code that sets a variable.
        for first in ["", "v.run(0, () => {});"] {
            let mut runtime = runtime();
            runtime.eval(first).expect("valid code");
            runtime.eval(&registry(callback)).expect("valid code");
            boa_gc::force_collect();
            runtime.eval(before).expect("valid code");
            run(&mut runtime);
            assert_eq!(census(&runtime), [expected], "{first}{callback}{before}");
        }
    }
}

#[test]
fn microtasks_are_held_until_they_have_run() {
    let make = "v.run(1, () => { queueMicrotask(() => {}); queueMicrotask(() => {}); })";
    check(make, &[(CaptureKind::Microtask, 2)], run);
}

#[test]
fn timers_are_held_until_they_fire_or_are_cancelled() {
    let make = "var ids = v.run(1, () => [setTimeout(() => {}, 1e8), setInterval(() => {}, 1e8)])";
    check(make, &[(CaptureKind::Timer, 2)], |runtime| {
        runtime
            .eval("clearTimeout(ids[0]); clearInterval(ids[1])")
            .expect("valid code");
    });
    let due = "v.run(1, () => { setTimeout(() => {}) })";
    check(due, &[(CaptureKind::Timer, 1)], run);
}

#[test]
fn generators_are_held_until_they_are_done_or_collected() {
    let make = "var g = [1, 2].map(n => v.run(n, () => (function* () { yield 1; })()));";
    let two = [(CaptureKind::Generator, 2)];
    check(make, &two, eval("g.forEach(g => g.return())"));
    check(make, &two, eval("g.forEach(g => { for (const _ of g); })"));
    check(make, &two, eval("g = null"));
}

#[test]
fn snapshots_and_wrapped_functions_are_held_until_they_are_collected() {
    let make = "var all = v.run(1, () => [new AsyncContext.Snapshot(), new AsyncContext.Snapshot(),
                                          AsyncContext.Snapshot.wrap(() => {})])";
    let expected = [
        (CaptureKind::Snapshot, 2),
        (CaptureKind::WrappedFunction, 1),
    ];
    check(make, &expected, eval("all.length = 0"));
}

#[test]
fn the_empty_mapping_is_not_counted() {
    let make = "v.run(1, () => {}); var kept = [new AsyncContext.Snapshot(), Promise.resolve().then(() => {}),
                setTimeout(() => {}), (function* () {})()];";
    check(make, &[], run);
}

#[test]
fn a_row_counts_mappings_and_bindings_once() {
    let mut runtime = runtime();
    runtime
        .eval(
            "const w = new AsyncContext.Variable();
             var kept = v.run(1, () => w.run(2, () => [new AsyncContext.Snapshot(), new AsyncContext.Snapshot()]));
             kept.push(v.run(3, () => new AsyncContext.Snapshot()), v.run(3, () => AsyncContext.Snapshot.wrap(() => {})));",
        )
        .expect("valid code");
    let census = runtime.census();
    let row = census.of_kind(CaptureKind::Snapshot);
    assert_eq!((row.count, row.mappings, row.bindings), (3, 2, 3));
    let total = census.total();
    assert_eq!((total.count, total.mappings, total.bindings), (4, 3, 4));
    let table = census.to_string();
    assert!(table.contains("wrapped function"), "{table}");
    assert!(
        table
            .lines()
            .last()
            .is_some_and(|line| line.starts_with("total ")),
        "{table}"
    );
}

#[test]
fn captures_note_their_location_if_asked() {
    let mut runtime = runtime();
    // The engine gives the place of the instruction after the call.
    let source = "function outer() {\n  const made = new AsyncContext.Snapshot();\n  return made;\n}\nvar all = [v.run(1, outer)];";
    runtime.eval(source).expect("valid code");
    runtime.agent().expect("an agent").trace_captures(true);
    runtime
        .eval("all.push(v.run(1, outer), v.run(2, outer))")
        .expect("valid code");
    let agent = runtime.agent().expect("an agent");
    let live = agent.live_captures();
    let located: Vec<_> = live
        .iter()
        .filter_map(|live| live.location.as_ref())
        .collect();
    assert_eq!((live.len(), located.len()), (3, 2));
    for location in located {
        assert_eq!((location.function.as_str(), location.line), ("outer", 2));
        assert!(location.to_string().starts_with("<eval>:2:"), "{location}");
    }
    let census = runtime.census();
    let places: Vec<_> = census
        .locations()
        .map(|(_, kind, count)| (kind, count))
        .collect();
    assert_eq!(places, [(CaptureKind::Snapshot, 2)]);
}

/// The published engine has no position for an `await`, so the place is that of what is around it and has one: an
/// assignment, a call, or the function.
#[test]
fn an_await_is_where_it_stands_or_at_the_head_of_its_function() {
    let mut runtime = runtime();
    runtime.agent().expect("an agent").trace_captures(true);
    let places = |runtime: &mut Runtime, source: &str| {
        runtime
            .eval(&format!("v.run(1, () => {{ ({source})(); }})"))
            .expect("valid code");
        let live = runtime.agent().expect("an agent").live_captures();
        let reactions = live
            .iter()
            .filter(|live| live.kind == CaptureKind::Reaction);
        let mut lines: Vec<_> = reactions
            .filter_map(|live| live.location.as_ref())
            .map(|location| location.line)
            .collect();
        lines.dedup();
        boa_gc::force_collect();
        lines
    };
    let never = "new Promise(() => {})";
    for (stock, source) in [
        (1, format!("async () => {{\n\nawait {never};\n\n}}")),
        (
            3,
            format!("async () => {{\n\nglobalThis.seen = [1, await {never}];\n}}"),
        ),
        (
            1,
            format!("async () => {{\n\nfor await (const x of [{never}]) {{\n}}\n}}"),
        ),
        (
            1,
            format!("() => (async function* () {{\n\nyield {never};\n}})().next()"),
        ),
        (
            1,
            format!("() => (async function* () {{\n\nreturn {never};\n}})().next()"),
        ),
    ] {
        let expected = if EXACT_GENERATORS { 3 } else { stock };
        assert_eq!(places(&mut runtime, &source), [expected], "{source}");
    }
}

#[test]
fn a_name_of_the_program_stays_on_its_line_of_the_table() {
    let mut runtime = runtime();
    runtime.agent().expect("an agent").trace_captures(true);
    runtime
        .eval(
            "const name = '\\x1b[2J\\nno live captures';
             const o = { '\\x1b[2J\\nno live captures'() { return new AsyncContext.Snapshot(); } };
             globalThis.kept = v.run(1, () => o[name]());",
        )
        .expect("valid code");
    let table = runtime.census().to_string();
    assert!(table.contains("( [2J no live captures)"), "{table:?}");
    assert!(!table.contains('\u{1b}'), "{table:?}");
}

/// They are counted by their queue, or by their location, and never by both.
#[test]
fn microtasks_note_their_location_if_asked_and_count_once() {
    let mut runtime = runtime();
    let queue = "v.run(1, () => {\nqueueMicrotask(() => {});\nqueueMicrotask(() => {}); });";
    runtime.eval(queue).expect("valid code");
    runtime.agent().expect("an agent").trace_captures(true);
    runtime.eval(queue).expect("valid code");
    let agent = runtime.agent().expect("an agent");
    assert_eq!(agent.census().of_kind(CaptureKind::Microtask).count, 4);
    let live = agent.live_captures();
    let located = live.iter().filter_map(|live| live.location.as_ref());
    let mut lines: Vec<_> = located.map(|location| location.line).collect();
    lines.sort_unstable();
    assert_eq!(lines, [2, 3]);
    run(&mut runtime);
    assert_eq!(census(&runtime), []);
}

#[test]
fn what_is_queued_notes_its_location() {
    let mut runtime = runtime();
    runtime.agent().expect("an agent").trace_captures(true);
    let source = "function outer() {
            setTimeout(() => {}, 1e8);
            setInterval(() => {}, 1e8);
            queueMicrotask(() => {});
            new Promise(() => {}).then(() => {});
        }
        v.run(1, outer);";
    runtime.eval(source).expect("valid code");
    let live = runtime.agent().expect("an agent").live_captures();
    assert!(live.len() >= 5);
    for capture in live {
        let kind = capture.kind;
        let location = capture
            .location
            .unwrap_or_else(|| panic!("none of a {kind}"));
        assert!((2..=6).contains(&location.line), "{kind} at {location}");
    }
}

#[test]
fn a_host_captures_and_ends_captures() {
    let mut runtime = runtime();
    let agent = runtime.agent().expect("an agent").clone();
    let snapshot = runtime
        .eval("var f; v.run(1, () => { f = new AsyncContext.Snapshot(); }); f")
        .expect("valid code");
    let mapping = agent.live_captures().remove(0).mapping;
    drop(snapshot);
    let capture = agent.run_in(mapping, || agent.capture(CaptureKind::Host));
    let clone = capture.clone();
    assert_eq!(agent.census().of_kind(CaptureKind::Host).count, 2);
    assert!(!capture.into_mapping().is_empty());
    assert_eq!(agent.census().of_kind(CaptureKind::Host).count, 1);
    drop(clone);
    assert_eq!(agent.census().of_kind(CaptureKind::Host).count, 0);
    assert!(agent.capture(CaptureKind::Host).is_empty());
}

#[test]
fn the_jobs_of_a_foreign_executor_are_counted() {
    let async_context = AsyncContext::new(Storage::Weak);
    let mut context = Context::builder()
        .host_hooks(async_context.default_hooks())
        .job_executor(async_context.jobs(Rc::new(SimpleJobExecutor::new())))
        .build()
        .expect("a context");
    async_context.install(&mut context).expect("a fresh realm");
    let source = format!(
        "{VARIABLE} v.run(1, () => {{ new FinalizationRegistry(() => {{}}); Promise.resolve().then(() => {{}}); }})"
    );
    context.eval(Source::from_bytes(&source)).expect("valid");
    let agent = async_context.agent();
    let registries = agent.census().of_kind(CaptureKind::FinalizationRegistry);
    assert_eq!(registries.count, 1);
    assert_eq!(agent.census().of_kind(CaptureKind::Microtask).count, 1);
    context.run_jobs().expect("no failure");
    boa_gc::force_collect();
    assert!(agent.census().is_empty(), "{}", agent.census());
}
