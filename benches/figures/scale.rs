//! How everything grows with the number of things that wait.
//!
//!     cargo bench --bench figures -- scale [LARGEST]
//!
//! `n` async functions wait, each in a mapping of its own whose value is an object: the time to make them, the pause of a
//! collection beside them, the memory, and the time until all of them have gone on. What is linear has the same figure for each
//! thing in every row; the last column is the largest growth of such a figure from one row to the next, and which one it is.
//! "Most" is the larger of what there was before the first collection and at the end: with what was garbage by then.

use std::time::Instant;

use boa_async_context_benches::setup::{self, Installed};

const PROGRAM: &str = "
    const v = new AsyncContext.Variable();
    let release;
    let gate = new Promise((resolve) => (release = resolve));
    let right = 0;
    const wait = async (value) => { await gate; if (v.get() === value) right++; };
    globalThis.make = (n) => { for (let i = 0; i < n; i++) { const value = { i }; v.run(value, wait, value); } };
    globalThis.release = () => release();
    globalThis.finished = () => right;";

/// The engine's own share: the same without a context.
const WITHOUT: &str = "
    let release;
    let gate = new Promise((resolve) => (release = resolve));
    let right = 0;
    const wait = async (value) => { await gate; right++; };
    globalThis.make = (n) => { for (let i = 0; i < n; i++) { const value = { i }; wait(value); } };
    globalThis.release = () => release();
    globalThis.finished = () => right;";

/// Nanoseconds and bytes for each thing, and the pause of a collection for each in nanoseconds.
struct Row {
    make: f64,
    pause: f64,
    bytes: f64,
    most: f64,
    go_on: f64,
}

pub fn run(largest: u32) {
    println!(
        "| waiting | context | made, ns each | collection, ms | ns each | bytes each | most, MB | gone on, ns each | growth |"
    );
    println!("|---:|---|---:|---:|---:|---:|---:|---:|---:|");
    for (name, program, installed) in [
        ("none", WITHOUT, Installed::WITHOUT),
        ("one each", PROGRAM, Installed::WITH),
    ] {
        let mut before: Option<Row> = None;
        for n in [1_000, 10_000, 100_000, 1_000_000] {
            if n > largest {
                break;
            }
            // Memory that the system gives for the first time is slow.
            measure(n, program, installed);
            let row = measure(n, program, installed);
            let growth = before.map_or(String::new(), |before| {
                let of = |figure: fn(&Row) -> f64| figure(&row) / figure(&before);
                let figures = [
                    ("made", of(|row| row.make)),
                    ("collection", of(|row| row.pause)),
                    ("bytes", of(|row| row.bytes)),
                    ("gone on", of(|row| row.go_on)),
                ];
                let largest = figures.into_iter().max_by(|(_, a), (_, b)| a.total_cmp(b));
                largest.map_or_else(String::new, |(name, growth)| {
                    format!("{growth:.2} ({name})")
                })
            });
            println!(
                "| {n} | {name} | {:.0} | {:.1} | {:.0} | {:.0} | {:.1} | {:.0} | {growth} |",
                row.make,
                row.pause * f64::from(n) / 1e6,
                row.pause,
                row.bytes,
                row.most / 1e6,
                row.go_on,
            );
            before = Some(row);
        }
    }
}

fn measure(n: u32, program: &str, installed: Installed) -> Row {
    let each = |begun: Instant| begun.elapsed().as_secs_f64() * 1e9 / f64::from(n);
    let mut runtime = setup::runtime(installed);
    runtime.eval(program).expect("valid script");
    boa_gc::force_collect();
    let before = setup::bytes();
    let begun = Instant::now();
    runtime.eval(&format!("make({n})")).expect("they are made");
    let make = each(begun);
    let made = setup::bytes() - before;
    let mut pauses: Vec<f64> = (0..5)
        .map(|_| {
            let begun = Instant::now();
            boa_gc::force_collect();
            each(begun)
        })
        .collect();
    pauses.sort_by(f64::total_cmp);
    let in_all = setup::bytes() - before;
    let begun = Instant::now();
    runtime.eval("release()").expect("it is released");
    runtime.run_until_idle_blocking().expect("a thread");
    let go_on = each(begun);
    let most = made.max(setup::bytes() - before);
    let finished = runtime.eval("finished()").expect("it tells");
    assert_eq!(
        finished.as_number(),
        Some(f64::from(n)),
        "each has its value"
    );
    Row {
        make,
        pause: pauses[2],
        bytes: in_all / f64::from(n),
        most,
        go_on,
    }
}
