//! The same measurements as `ratios`, one by one, for criterion to follow over time; and what the census costs.
//!
//!     cargo bench --bench core [-- FILTER]

use boa_async_context::{Agent, CaptureKind, JsHostVariable, Storage};
use boa_engine::JsValue;
use criterion::{Criterion, criterion_group, criterion_main};

fn core(c: &mut Criterion) {
    for comparison in boa_async_context_benches::comparisons() {
        for variant in comparison.variants {
            let mut prepared = variant.prepare();
            c.bench_function(&variant.name, |bencher| {
                bencher.iter_custom(|times| {
                    // In portions, so that a long chain of promises does not fill the memory.
                    let portions = times.div_ceil(comparison.n.into());
                    (0..portions)
                        .map(|portion| {
                            let left = times - portion * u64::from(comparison.n);
                            prepared.time(left.min(comparison.n.into()) as u32)
                        })
                        .sum()
                });
            });
        }
    }
}

/// What the census costs: a capture that is counted beside a snapshot that is not, and a census of many captures.
fn census(c: &mut Criterion) {
    let agent = Agent::new(Storage::Weak);
    let variable = JsHostVariable::new();
    variable.run(&agent, JsValue::from(1), || {
        c.bench_function("snapshot and drop", |bencher| {
            bencher.iter(|| agent.snapshot());
        });
        c.bench_function("capture and drop", |bencher| {
            bencher.iter(|| agent.capture(CaptureKind::Host));
        });
        for count in [1_000, 100_000] {
            let captures: Vec<_> = (0..count)
                .map(|_| agent.capture(CaptureKind::Host))
                .collect();
            c.bench_function(&format!("census of {count} captures"), |bencher| {
                bencher.iter(|| agent.census());
            });
            drop(captures);
        }
    });
}

criterion_group!(benches, core, census);
criterion_main!(benches);
