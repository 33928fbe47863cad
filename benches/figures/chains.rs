//! Chains: each thing can be reached only through the one before.
//!
//!     cargo bench --bench figures -- chains [ROUNDS]
//!
//! A collector that goes through its ephemerons in passes until a pass finds nothing new needs a pass for each link of a chain that
//! stands in the wrong order. So the time of a collection for each link grows with the chain. `WeakMap` is the engine's; in a chain of
//! contexts each value holds the snapshot before it, as the spans of a trace do.

use std::time::Instant;

use boa_async_context::{Runtime, Storage};

use crate::measure::median;

/// The lengths, each four times the one before.
const LENGTHS: [u32; 3] = [500, 2_000, 8_000];

const OLDEST_FIRST: &str = "globalThis.make = (n) => {
    const map = new WeakMap();
    let key = {};
    globalThis.kept = [map, key];
    for (let i = 0; i < n; i++) { const next = {}; map.set(key, next); key = next; }
};";
const NEWEST_FIRST: &str = "globalThis.make = (n) => {
    const map = new WeakMap();
    let key = {};
    for (let i = 0; i < n; i++) { const next = {}; map.set(next, key); key = next; }
    globalThis.kept = [map, key];
};";
const CONTEXTS: &str = "globalThis.make = (n) => {
    const variable = new AsyncContext.Variable();
    let last;
    for (let i = 0; i < n; i++) last = variable.run({ last }, () => new AsyncContext.Snapshot());
    // A value lives as long as a mapping and its variable.
    globalThis.kept = [last, variable];
};";

pub fn run(rounds: usize) {
    println!("| a chain | links | collection, ms | ns each | growth |\n|---|---:|---:|---:|---:|");
    for (name, program, storage) in [
        (
            "`WeakMap`, from the oldest key",
            OLDEST_FIRST,
            Storage::Weak,
        ),
        (
            "`WeakMap`, from the newest key",
            NEWEST_FIRST,
            Storage::Weak,
        ),
        ("contexts, weak storage", CONTEXTS, Storage::Weak),
        ("contexts, strong storage", CONTEXTS, Storage::Strong),
        ("contexts, ephemeron storage", CONTEXTS, Storage::Ephemeron),
    ] {
        let mut before: Option<f64> = None;
        for links in LENGTHS {
            let pause = collection(program, storage, links, rounds);
            let each = pause * 1e6 / f64::from(links);
            let growth = before.map_or(String::new(), |before| format!("{:.2}", each / before));
            println!("| {name} | {links} | {pause:.2} | {each:.0} | {growth} |");
            before = Some(each);
        }
    }
}

/// The median of the milliseconds of a collection beside a chain, above that of the same runtime without one.
fn collection(program: &str, storage: Storage, links: u32, rounds: usize) -> f64 {
    let builder = Runtime::builder().storage(storage);
    let mut runtime = builder.build().expect("the default runtime");
    runtime.eval(program).expect("valid script");
    let pause = || {
        let pauses = (0..rounds).map(|_| {
            let begun = Instant::now();
            boa_gc::force_collect();
            begun.elapsed().as_secs_f64() * 1e3
        });
        median(&pauses.collect::<Vec<_>>())
    };
    let without = pause();
    runtime.eval(&format!("make({links})")).expect("it is made");
    pause() - without
}
