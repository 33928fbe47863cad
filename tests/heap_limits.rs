//! The limit of memory: what the program sees, what the host hears, and what goes on.
//!
//! Its own process, because it has an allocator of its own. Each test has a thread, and so a count of its own.

#[path = "support/reports.rs"]
mod reports;

use std::time::Duration;

use boa_async_context::{
    CountingAllocator, EXACT_GENERATORS, Error, Limit, Limits, Runtime,
    event_loop::Report,
    pool::{Pool, Tenant},
};
use boa_engine::{Context, JsValue, js_string};
use futures_lite::future::block_on;

use reports::{Reports, reports_of};

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator::system();

const MOST: u64 = 16 << 20;
/// Long enough for anything on a busy machine.
const LONG: Duration = Duration::from_secs(600);

/// What a program came to.
struct Ran {
    runtime: Runtime,
    reports: Vec<Report>,
    is_ended: bool,
}

fn run(source: &str) -> Ran {
    let runtime = Runtime::builder().limits(Limits::none().heap(MOST)).build();
    let mut runtime = runtime.expect("the usual globals");
    let reports = reports_of(&runtime);
    let source = format!(
        "const outcome = [], kept = [], v = new AsyncContext.Variable({{ name: 'v' }});
         v.run('outer', () => {{ {source} }});"
    );
    runtime.eval(&source).expect("what it begins comes later");
    runtime.run_until_idle_blocking().expect("a thread");
    let reports = reports.take();
    let is_ended = runtime.event_loop().mailbox().is_ended();
    Ran {
        runtime,
        reports,
        is_ended,
    }
}

fn outcome(runtime: &mut Runtime) -> String {
    let outcome = runtime.eval("outcome.join()").expect("a variable");
    outcome
        .as_string()
        .map(|text| text.to_std_string_escaped())
        .unwrap_or_default()
}

/// The host is told once, with the mapping of the code that has met the limit.
#[track_caller]
fn assert_told(ran: &Ran, what: &str, then: &str) {
    let told: Vec<String> = ran.reports.iter().map(Report::render).collect();
    let [report] = ran.reports.as_slice() else {
        panic!("{} reports: {told:?}", ran.reports.len());
    };
    let met = report.limit().expect("a limit");
    assert_eq!((met.limit(), met.value()), (Limit::Heap, MOST), "{told:?}");
    assert!(met.what().starts_with(what), "{told:?}");
    assert!(met.what().ends_with(then), "{told:?}");
    let entries = report.mapping().debug_entries();
    let values: Vec<_> = entries
        .iter()
        .map(|(_, value)| value.display().to_string())
        .collect();
    assert_eq!(values, ["\"outer\""], "{told:?}");
}

const ENDED: &str = "; what is left is still more, so the runtime has ended";

#[test]
fn garbage_is_collected_and_no_reason() {
    // Some four times the limit each, in tasks and in one that waits now and then.
    let mut ran = run("let left = 40;
         const again = () => {
             for (let i = 0; i < 10; i++) kept[0] = new Array(10_000).fill(i);
             if (left--) setTimeout(again);
             else outcome.push('done');
         };
         setTimeout(again);
         (async () => {
             for (let i = 0; i < 400; i++) { await null; kept[1] = new Array(10_000).fill(i); }
             outcome.push('waited');
         })();");
    let told: Vec<String> = ran.reports.iter().map(Report::render).collect();
    assert_eq!(told, [""; 0]);
    assert_eq!(outcome(&mut ran.runtime), "waited,done");
}

#[test]
fn a_program_that_keeps_more_is_ended() {
    let ran = run("const again = () => {
             // One operation, so that no interruption comes between: in the end it is kept.
             kept.push(new ArrayBuffer(1 << 20));
             setTimeout(again);
         };
         setTimeout(again);");
    assert_told(&ran, "a timer ", ENDED);
    assert!(ran.is_ended);
}

/// One task after another stays below, and microtasks bring it above.
#[test]
fn microtasks_that_keep_more_are_ended() {
    let ran =
        run("(async () => { for (;;) { await null; kept.push(new ArrayBuffer(1 << 20)); } })();");
    assert_told(&ran, "a microtask checkpoint ", ENDED);
    assert!(ran.is_ended);
}

#[test]
fn what_only_the_cut_checkpoint_has_kept_is_free_again() {
    let mut ran = run("(async () => {
             const local = [];
             for (;;) { await null; local.push(new Array(10_000).fill(0)); }
         })();
         setTimeout(() => outcome.push('next'));");
    // In exact mode the microtask that was interrupted is the one that would have gone on.
    let then = if EXACT_GENERATORS {
        ""
    } else {
        ", and 1 microtask was dropped"
    };
    assert_told(&ran, "a microtask checkpoint ", then);
    assert!(!ran.is_ended);
    assert_eq!(outcome(&mut ran.runtime), "next");
}

/// In one turn that never ends. The interruption comes before the limit is far behind.
#[test]
fn in_exact_mode_a_turn_that_needs_more_is_interrupted() {
    if !EXACT_GENERATORS {
        return;
    }
    for source in [
        "const local = []; for (;;) local.push({});",
        "let text = 'x'; for (;;) text += text;",
        "const f = (n) => [n, f(n), f(n)]; const all = []; for (;;) all.push(new Map([[1, all]]));",
        "Array.from({ length: 2 ** 32 - 1 });",
        "const valueOf = Object.prototype.valueOf;
         [...{ [Symbol.iterator]: valueOf, next: valueOf, done: false, value: 1 }];",
        "let shared = {}; for (let i = 0; i < 60; i++) shared = { a: shared, b: shared }; JSON.stringify(shared);",
        "try { const local = []; for (;;) local.push({}); } catch { outcome.push('caught'); } finally { outcome.push('finally'); }",
    ] {
        let mut ran = run(&format!(
            "setTimeout(() => {{ {source} }}); setTimeout(() => outcome.push('next'), 1);"
        ));

        assert_told(&ran, "a timer was interrupted", "was interrupted");
        assert!(!ran.is_ended, "{source}");
        assert_eq!(outcome(&mut ran.runtime), "next", "{source}");
    }
}

#[test]
fn in_exact_mode_a_turn_that_keeps_more_ends_the_runtime() {
    if !EXACT_GENERATORS {
        return;
    }
    let ran = run(
        "setTimeout(() => { for (;;) kept.push(new ArrayBuffer(1 << 16)); }); setTimeout(() => outcome.push('next'), 1);",
    );
    assert_told(&ran, "a timer was interrupted", ENDED);
    assert!(ran.is_ended);
}

fn limits_met(reports: &Reports) -> Vec<Limit> {
    let reports = reports.borrow();
    let met = reports.iter().filter_map(Report::limit);
    met.map(|met| met.limit()).collect()
}

/// An endless program whose memory is garbage meets no limit of memory: it is ended by the budget of microtasks.
#[test]
fn garbage_in_one_turn_is_collected_while_it_runs() {
    let limits = Limits::none().heap(MOST).microtasks(20_000);
    let mut runtime = Runtime::builder().limits(limits).build().expect("globals");
    let reports = reports_of(&runtime);
    runtime
        .eval("(async () => { for (;;) { await null; new Array(1_000).fill(0); } })()")
        .expect("a script");
    runtime.run_until_idle_blocking().expect("a thread");
    assert_eq!(limits_met(&reports), [Limit::Microtasks]);
}

#[test]
fn a_script_that_keeps_more_is_an_error_of_the_script() {
    if !EXACT_GENERATORS {
        return;
    }
    let runtime = Runtime::builder().limits(Limits::none().heap(MOST)).build();
    let mut runtime = runtime.expect("the usual globals");
    runtime.event_loop().set_reporter(|_, _| {});
    let error = runtime.eval("const kept = []; for (;;) kept.push({});");
    let error = error.expect_err("it never returns");
    let Error::Uncaught(report) = error else {
        panic!("{error}")
    };
    assert_eq!(report.limit().map(|met| met.limit()), Some(Limit::Heap));
}

#[test]
fn what_a_thread_allocates_is_its_own() {
    let before = CountingAllocator::thread_bytes().expect("it is installed");
    let elsewhere = std::thread::spawn(|| {
        let before = CountingAllocator::thread_bytes().expect("it is installed");
        let kept = vec![0_u8; 1 << 20];
        let during = CountingAllocator::thread_bytes().expect("it is installed");
        assert!((during - before) >= 1 << 20);
        kept
    });
    let kept = elsewhere.join().expect("it ends");
    let after = CountingAllocator::thread_bytes().expect("it is installed");
    assert!(after - before < 1 << 19, "it counts where it was allocated");
    drop(kept);
    let freed = CountingAllocator::thread_bytes().expect("it is installed");
    assert_eq!(after - freed, 1 << 20, "it is taken off where it is freed");

    let mut grown = Vec::<u64>::with_capacity(1_000);
    let before = CountingAllocator::thread_bytes().expect("it is installed");
    grown.reserve_exact(10_000);
    let grown_by = CountingAllocator::thread_bytes().expect("it is installed") - before;
    assert_eq!(grown_by, 9_000 * 8);
}

/// The count of the thread falls when it frees what another one has allocated. The limit falls with it.
#[test]
fn memory_of_another_thread_that_is_freed_gives_a_program_no_more() {
    let limits = Limits::none().heap(MOST);
    let handed_over = std::thread::spawn(|| vec![0_u8; 64 << 20]);
    let handed_over = handed_over.join().expect("it ends");
    let mut runtime = Runtime::builder().limits(limits).build().expect("globals");
    let reports = reports_of(&runtime);
    drop(handed_over);
    runtime
        .eval(
            "const kept = [];
             const again = () => {
                 kept.push(new ArrayBuffer(1 << 20));
                 if (kept.length < 40) setTimeout(again);
             };
             setTimeout(again);",
        )
        .expect("a script");
    runtime.run_until_idle_blocking().expect("a thread");
    assert_eq!(limits_met(&reports), [Limit::Heap]);
    assert!(runtime.event_loop().mailbox().is_ended());
}

/// It is the host's, and free again. Only in exact mode could it interrupt code.
#[test]
fn memory_between_two_turns_interrupts_neither() {
    let Ran {
        mut runtime,
        reports,
        ..
    } = run("");
    assert!(reports.is_empty());
    let reports = reports_of(&runtime);
    drop(std::hint::black_box(vec![0_u8; 2 * MOST as usize]));
    runtime
        .eval("for (let i = 0; i < 100_000; i++) outcome.push(i);")
        .expect("it ends");
    runtime.run_until_idle_blocking().expect("a thread");
    assert_eq!(limits_met(&reports), []);
}

/// The tenants of a thread share its memory, but the one that has too much is gone before another has its turn.
#[test]
fn a_tenant_that_ends_by_its_memory_ends_no_neighbour() {
    let pool = Pool::builder().threads(1).grace(LONG).build();
    let pool = pool.expect("a thread");
    let load = |name: &str, program: &str| {
        let limits = Limits::none().heap(MOST);
        let tenant = Tenant::script(program.to_owned());
        let tenant = tenant.build(move || Runtime::builder().limits(limits).build());
        assert_eq!(block_on(pool.load(name, tenant)), Ok(()), "{name}");
    };
    let good = "globalThis.handle = async () => { await null; return 'here'; }";
    load("first", good);
    // What it has in flight keeps its end from being over at once.
    load(
        "hog",
        "setInterval(() => {}, 1);
         globalThis.kept = [];
         globalThis.handle = () => { for (let i = 0; i < 40_000; i++) kept.push(new Uint8Array(1_000)); return 'done'; };",
    );
    load("last", good);
    let handle = |context: &mut Context| {
        let handle = context.global_object().get(js_string!("handle"), context)?;
        let handle = handle.as_callable().expect("the program defines it");
        handle.call(&JsValue::undefined(), &[], context)
    };
    let call = |name| pool.call::<String>(name, handle);
    let ended = call("hog").expect("it runs");
    let neighbours: Vec<_> = (0..50)
        .flat_map(|_| ["first", "last"].map(|name| call(name).expect("it runs")))
        .collect();
    // It may have had its answer before.
    let _ = block_on(ended);
    for neighbour in neighbours {
        assert_eq!(block_on(neighbour).expect("it goes on"), "here");
    }
    assert!(call("hog").is_err() || block_on(call("hog").expect("it runs")).is_err());
    for name in ["first", "last"] {
        let again = call(name).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(block_on(again).expect("it goes on"), "here");
    }
}
