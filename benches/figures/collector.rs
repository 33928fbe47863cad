//! How much of a program is collection, with several settings of the collector.
//!
//!     cargo xtask exact bench --bench figures -- collector [ROUNDS]

use boa_async_context::CollectorSettings;
use boa_async_context_benches::setup::{self, call};
use boa_gc::force_collect;

use super::measure::{cpu, median};

const MIB: usize = 1 << 20;

/// The settings: the threshold, and the percentage. The last one never collects.
const SETTINGS: [(&str, usize, usize); 8] = [
    ("1 MiB, 70 % (the engine's)", MIB, 70),
    ("1 MiB, 50 %", MIB, 50),
    ("4 MiB, 70 %", 4 * MIB, 70),
    ("4 MiB, 50 %", 4 * MIB, 50),
    ("16 MiB, 50 %", 16 * MIB, 50),
    ("64 MiB, 50 %", 64 * MIB, 50),
    ("16 MiB, 25 %", 16 * MIB, 25),
    ("no collection", usize::MAX, 70),
];

/// A hundred async functions at once, each of which awaits `n` times.
const AWAITS: &str = "(n) => { const work = async () => { let sum = 0; for (let i = 0; i < n; i++) sum += await i; return sum; }; for (let i = 0; i < 100; i++) work(); }";
const TIMES: u32 = 300;

/// What is in the heap besides: nothing, or so many objects.
const HEAPS: [(&str, u32); 2] = [("a small heap", 0), ("200,000 objects", 200_000)];

pub fn run(rounds: usize) {
    if !CollectorSettings::ENGINE.apply() {
        println!(
            "the published engine has no settings: cargo xtask exact bench --bench figures -- collector"
        );
        return;
    }
    println!(
        "| {} awaits beside | settings | ms | collection |\n|---|---|---:|---:|",
        100 * TIMES
    );
    for (heap, objects) in HEAPS {
        let mut times = vec![Vec::new(); SETTINGS.len()];
        for _ in 0..rounds {
            for ((_, threshold, percentage), times) in SETTINGS.iter().zip(&mut times) {
                times.push(time(objects, *threshold, *percentage));
            }
        }
        let times: Vec<f64> = times.iter().map(|times| median(times)).collect();
        let without = times.last().copied().unwrap_or(f64::NAN);
        for ((name, ..), time) in SETTINGS.iter().zip(times) {
            let part = (1.0 - without / time) * 100.0;
            println!("| {heap} | {name} | {time:.0} | {part:.0} % |");
        }
    }
}

/// The milliseconds that the awaits take.
fn time(objects: u32, threshold: usize, percentage: usize) -> f64 {
    let mut runtime = setup::runtime(setup::Installed {
        async_context: true,
        web: false,
    });
    call(
        &mut runtime,
        "(n) => { globalThis.kept = Array.from({ length: n }, (_, i) => ({ i })); }",
        objects,
    );
    force_collect();
    let settings = CollectorSettings::ENGINE.threshold(threshold);
    settings.used_percentage(percentage).apply();
    let begun = cpu();
    call(&mut runtime, AWAITS, TIMES);
    drop(runtime.run_until_idle_blocking());
    let time = cpu().saturating_sub(begun);
    drop(runtime);
    CollectorSettings::ENGINE.apply();
    force_collect();
    time.as_secs_f64() * 1e3
}
