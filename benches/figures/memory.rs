//! What waiting things and mappings cost in memory.
//!
//!     cargo bench --bench figures -- memory
//!
//! Bytes that the thread has allocated, after a collection, for each of many things that wait: in an engine without AsyncContext,
//! with it and nothing set, and with one variable set that all of them share. The count is exact and the same in each run, except for
//! what a hash table has in reserve.

use std::time::Duration;

use boa_async_context_benches::setup::{self, call};

/// Longer than what can be run at once takes.
const AGES: Duration = Duration::from_secs(600);
/// Many things of a kind, so that what is there once does not count.
const THINGS: u32 = 20_000;
/// How much a thing may have over the engine alone, with a variable set.
const TARGET: f64 = 48.0;

/// A JS function that makes `n` things and keeps them.
const KINDS: [(&str, &str, bool); 7] = [
    (
        "async function that awaits",
        "(n) => { const never = new Promise(() => {}); const f = async () => { await never; }; for (let i = 0; i < n; i++) f(); keep.push(never); }",
        false,
    ),
    (
        "`then` with a handler",
        "(n) => { const never = new Promise(() => {}); const f = () => {}; for (let i = 0; i < n; i++) never.then(f); keep.push(never); }",
        false,
    ),
    (
        "`then` with both handlers",
        "(n) => { const never = new Promise(() => {}); const f = () => {}; for (let i = 0; i < n; i++) never.then(f, f); keep.push(never); }",
        false,
    ),
    (
        "timer",
        "(n) => { const f = () => {}; for (let i = 0; i < n; i++) setTimeout(f, 1e8); }",
        true,
    ),
    (
        "listener",
        "(n) => { const target = new EventTarget(); for (let i = 0; i < n; i++) target.addEventListener('a', () => {}); keep.push(target); }",
        true,
    ),
    (
        "suspended generator",
        "(n) => { function* g() { yield 1; } const all = []; for (let i = 0; i < n; i++) { const it = g(); it.next(); all.push(it); } keep.push(all); }",
        false,
    ),
    (
        "suspended async generator",
        "(n) => { async function* g() { yield 1; } const all = []; for (let i = 0; i < n; i++) { const it = g(); it.next(); all.push(it); } keep.push(all); }",
        false,
    ),
];

pub fn run() {
    println!(
        "| bytes for each | engine alone | nothing set | one variable set | over | target | met |"
    );
    println!("|---|---:|---:|---:|---:|---:|---|");
    for (name, program, web) in KINDS {
        let alone = per_thing(program, web, Installed::No);
        let empty = per_thing(program, web, Installed::Unused);
        let set = per_thing(program, web, Installed::OneSet);
        // With nothing set it must cost nothing.
        let is_met = empty - alone < 1.0 && set - alone <= TARGET;
        println!(
            "| {name} | {alone:.0} | {empty:.0} | {set:.0} | {:.1} | <= {TARGET:.0} | {} |",
            set - alone,
            if is_met { "yes" } else { "no" },
        );
    }
    println!(
        "\n| bytes of a mapping | captured first | its next version, one variable set again |\n|---|---:|---:|"
    );
    for variables in [1, 8, 100, 1_000] {
        let (first, next) = mapping(variables);
        println!("| {variables} variables | {first:.0} | {next:.0} |");
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Installed {
    No,
    Unused,
    OneSet,
}

fn per_thing(program: &str, web: bool, installed: Installed) -> f64 {
    let mut runtime = setup::runtime(setup::Installed {
        async_context: installed != Installed::No,
        web,
    });
    runtime.eval("globalThis.keep = []").expect("valid script");
    let program = match installed {
        Installed::OneSet => format!(
            "(() => {{ const v = new AsyncContext.Variable(); return v.run({{}}, () => AsyncContext.Snapshot.wrap({program})); }})()"
        ),
        Installed::No | Installed::Unused => program.to_owned(),
    };
    // What the first things make is there once, and the tables have then as much in reserve as after twice as many.
    call(&mut runtime, &program, THINGS);
    runtime
        .block_on(async |runtime| runtime.turn(AGES).await)
        .expect("a thread");
    let before = bytes();
    call(&mut runtime, &program, THINGS);
    runtime
        .block_on(async |runtime| runtime.turn(AGES).await)
        .expect("a thread");
    (bytes() - before) / f64::from(THINGS)
}

/// The bytes of a captured mapping of so many variables, and of one that differs from it in the value of one of them. Values
/// are numbers.
fn mapping(variables: u32) -> (f64, f64) {
    const MAPPINGS: u32 = 500;
    let mut runtime = setup::runtime(setup::Installed::WITH);
    runtime
        .eval(&format!(
            "globalThis.keep = [];
             const variables = Array.from({{ length: {variables} }}, () => new AsyncContext.Variable());
             const within = (at, f) => at === 0 ? f() : variables[at - 1].run(at, () => AsyncContext.Snapshot.wrap(f));"
        ))
        .expect("valid script");
    // All variables set one after the other, each in a wrapped function, so that the depth of calls stays small.
    let make = "(n) => {
        const all = new Array(n);
        for (let i = 0; i < n; i++) {
            let go = (f) => f();
            for (const variable of variables) { const outer = go; go = outer(() => variable.run(i, () => AsyncContext.Snapshot.wrap((f) => f()))); }
            all[i] = go(() => new AsyncContext.Snapshot());
        }
        keep.push(all);
    }";
    let next = "(n) => {
        const all = new Array(n);
        const snapshot = keep[0][0];
        for (let i = 0; i < n; i++) all[i] = snapshot.run(() => variables[0].run(i, () => new AsyncContext.Snapshot()));
        keep.push(all);
    }";
    let snapshot = "(n) => { const all = new Array(n); for (let i = 0; i < n; i++) all[i] = new AsyncContext.Snapshot(); keep.push(all); }";
    let mut each = |program: &str| {
        call(&mut runtime, program, MAPPINGS);
        let before = bytes();
        call(&mut runtime, program, MAPPINGS);
        (bytes() - before) / f64::from(MAPPINGS)
    };
    let first = each(make);
    let next = each(next);
    let object = each(snapshot);
    (first - object, next - object)
}

/// The bytes of this thread after collections.
fn bytes() -> f64 {
    for _ in 0..3 {
        boa_gc::force_collect();
    }
    setup::bytes()
}
