//! What a runtime costs before it runs anything.
//!
//!     cargo bench --bench figures -- start [ROUNDS]
//!
//! Medians of the times to build and to drop one, and the bytes that it holds: the engine alone, with AsyncContext, and with the web's
//! APIs too.

use std::time::Instant;

use boa_async_context_benches::setup::{self, Installed};

pub fn run(rounds: usize) {
    println!("| a runtime | built in us | dropped in us | KB |");
    println!("|---|---:|---:|---:|");
    let variants = [
        ("with the engine alone", Installed::WITHOUT),
        ("with AsyncContext", Installed::WITH),
        (
            "with AsyncContext and the web's APIs",
            Installed {
                web: true,
                ..Installed::WITH
            },
        ),
    ];
    let mut figures = [const { Vec::new() }; 3];
    for round in 0..=rounds {
        for (at, (_, installed)) in variants.iter().enumerate() {
            let figure = measure(*installed);
            // The first round warms up.
            if round > 0 {
                figures[at].push(figure);
            }
        }
    }
    for ((name, _), figures) in variants.iter().zip(&figures) {
        let median = |of: fn(&[f64; 3]) -> f64| {
            let mut values: Vec<f64> = figures.iter().map(of).collect();
            values.sort_by(f64::total_cmp);
            values[values.len() / 2]
        };
        println!(
            "| {name} | {:.0} | {:.0} | {:.0} |",
            median(|[build, ..]| *build),
            median(|[_, drop, _]| *drop),
            median(|[.., bytes]| *bytes)
        );
    }
}

/// Microseconds to build and to drop one, and its kilobytes.
fn measure(installed: Installed) -> [f64; 3] {
    boa_gc::force_collect();
    let before = setup::bytes();
    let begun = Instant::now();
    let runtime = setup::runtime(installed);
    let built = begun.elapsed();
    let held = setup::bytes() - before;
    let begun = Instant::now();
    drop(runtime);
    boa_gc::force_collect();
    [
        built.as_secs_f64() * 1e6,
        begun.elapsed().as_secs_f64() * 1e6,
        held / 1e3,
    ]
}
