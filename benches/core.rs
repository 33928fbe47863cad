//! The same measurements as `ratios`, one by one, for criterion to follow over time.
//!
//!     cargo bench --bench core [-- FILTER]

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

criterion_group!(benches, core);
criterion_main!(benches);
