//! What a runtime costs before it runs anything.
//!
//!     cargo bench --bench start [-- ROUNDS]
//!
//! Medians of the times to build and to drop one, and the bytes that it holds: the engine alone, with AsyncContext, and with the web's
//! APIs too.

use std::time::Instant;

use boa_async_context::{CountingAllocator, Runtime};
// Its global allocator counts.
use boa_async_context_benches as _;

fn main() {
    let rounds = std::env::args()
        .skip(1)
        .find_map(|argument| argument.parse().ok());
    let rounds: usize = rounds.unwrap_or(101);
    println!("| a runtime | built in us | dropped in us | KB |");
    println!("|---|---:|---:|---:|");
    let variants = [
        ("with the engine alone", false, false),
        ("with AsyncContext", true, false),
        ("with AsyncContext and the web's APIs", true, true),
    ];
    let mut figures = [const { Vec::new() }; 3];
    for round in 0..=rounds {
        for (at, (_, installed, web)) in variants.iter().enumerate() {
            let figure = measure(*installed, *web);
            // The first round warms up.
            if round > 0 {
                figures[at].push(figure);
            }
        }
    }
    for ((name, ..), figures) in variants.iter().zip(&figures) {
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
fn measure(installed: bool, web: bool) -> [f64; 3] {
    boa_gc::force_collect();
    let before = bytes();
    let begun = Instant::now();
    let builder = Runtime::builder();
    let builder = if installed {
        builder
    } else {
        builder.without_async_context()
    };
    let mut runtime = builder.build().expect("the default runtime");
    if web {
        boa_async_context_web::register(&mut runtime).expect("fresh globals");
    }
    let built = begun.elapsed();
    let held = bytes() - before;
    let begun = Instant::now();
    drop(runtime);
    boa_gc::force_collect();
    [
        built.as_secs_f64() * 1e6,
        begun.elapsed().as_secs_f64() * 1e6,
        held / 1e3,
    ]
}

fn bytes() -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "millions")]
    let bytes = CountingAllocator::thread_bytes().expect("it counts") as f64;
    bytes
}
