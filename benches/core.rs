//! The same measurements as `ratios`, one by one, for criterion to follow over time.
//!
//!     cargo bench --bench core [-- FILTER]

mod programs;

use criterion::{Criterion, criterion_group, criterion_main};
use programs::{
    AWAITS, FUNCTION_CALL, GENERATOR_LOOP, Jobs, MATH_ABS, THENS, Variant, bare, get_of_one,
    nested, ours, with_one_set,
};

fn measure(c: &mut Criterion, mut variant: Variant, jobs: Jobs) {
    c.bench_function(variant.name, |bencher| {
        bencher.iter_custom(|n| variant.time(u32::try_from(n).unwrap_or(u32::MAX), jobs));
    });
}

fn synchronous(c: &mut Criterion) {
    let with_others = |name: &str, others: usize, body: &str| {
        let name = format!("{name}/{others} others").leak();
        Variant::new(name, ours(), &nested(others, body))
    };
    for variant in [
        Variant::new("floor/Math.abs(1)", ours(), MATH_ABS),
        Variant::new("floor/f.call(undefined)", ours(), FUNCTION_CALL),
        Variant::new("get/set", ours(), &get_of_one()),
        Variant::new("generator loop/not installed", bare(), GENERATOR_LOOP),
        Variant::new("generator loop/never used", ours(), GENERATOR_LOOP),
        Variant::new(
            "generator loop/one variable set",
            ours(),
            &with_one_set(GENERATOR_LOOP),
        ),
    ] {
        measure(c, variant, Jobs::None);
    }
    for others in [0, 10, 100, 1000] {
        for (name, body) in [
            ("get", "v.get()"),
            ("run", "v.run(i, f)"),
            (
                "run and capture",
                "v.run(i, () => new AsyncContext.Snapshot())",
            ),
        ] {
            measure(c, with_others(name, others, body), Jobs::None);
        }
    }
}

fn asynchronous(c: &mut Criterion) {
    for (kind, program) in [("await", AWAITS), ("then", THENS)] {
        let name = |what: &str| -> &'static str { format!("{kind}/{what}").leak() };
        measure(
            c,
            Variant::new(name("not installed"), bare(), program),
            Jobs::Run,
        );
        measure(
            c,
            Variant::new(name("no context"), ours(), program),
            Jobs::Run,
        );
        let set = Variant::new(name("one variable set"), ours(), &with_one_set(program));
        measure(c, set, Jobs::Run);
    }
}

criterion_group!(core, synchronous, asynchronous);
criterion_main!(core);
