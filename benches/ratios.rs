//! The ratios that the design sets targets for, measured interleaved in one run.
//!
//!     cargo bench --bench ratios [-- ROUNDS]
//!
//! Absolute times on a shared machine wander by tens of per cent within a minute; ratios of things
//! that are measured alternately do not. So every round times each variant of a comparison once, in
//! turn, and what is printed is the median over the rounds of the *ratio* within a round.

mod programs;

use programs::{
    AWAITS, FUNCTION_CALL, GENERATOR_LOOP, Jobs, MATH_ABS, THENS, Variant, bare, get_of_one,
    nested, ours, with_one_set,
};

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// A row of the table.
struct Row {
    what: String,
    nanoseconds: f64,
    ratio: f64,
    against: &'static str,
    target: Option<f64>,
}

/// Times all variants alternately; the first is what the others are compared with.
fn compare(
    rounds: usize,
    n: u32,
    jobs: Jobs,
    mut variants: Vec<(Variant, Option<f64>)>,
    rows: &mut Vec<Row>,
) {
    let mut times = vec![Vec::with_capacity(rounds); variants.len()];
    for round in 0..=rounds {
        for (at, (variant, _)) in variants.iter_mut().enumerate() {
            let time = variant.time(n, jobs);
            // The first round warms up.
            if round > 0 {
                times[at].push(time.as_secs_f64() * 1e9 / f64::from(n));
            }
        }
    }
    let against = variants[0].0.name;
    for (at, (variant, target)) in variants.iter().enumerate() {
        let ratios = times[at]
            .iter()
            .zip(&times[0])
            .map(|(a, b)| a / b)
            .collect();
        rows.push(Row {
            what: variant.name.to_owned(),
            nanoseconds: median(times[at].clone()),
            ratio: median(ratios),
            against,
            target: *target,
        });
    }
}

fn main() {
    let rounds = std::env::args()
        .filter_map(|argument| argument.parse().ok())
        .next()
        .unwrap_or(31);
    let mut rows = Vec::new();

    compare(
        rounds,
        20_000,
        Jobs::None,
        vec![
            (Variant::new("Math.abs(1)", ours(), MATH_ABS), None),
            (
                Variant::new("get, not set", ours(), &nested(0, "v.get()")),
                Some(0.95),
            ),
            (
                Variant::new("get, 1 variable", ours(), &get_of_one()),
                Some(0.95),
            ),
            (
                Variant::new("get, 1,000 others", ours(), &nested(1000, "v.get()")),
                Some(1.15),
            ),
        ],
        &mut rows,
    );
    compare(
        rounds,
        10_000,
        Jobs::None,
        vec![
            (
                Variant::new("f.call(undefined)", ours(), FUNCTION_CALL),
                None,
            ),
            (
                Variant::new("run, 0 others", ours(), &nested(0, "v.run(i, f)")),
                Some(1.15),
            ),
            (
                Variant::new("run, 10 others", ours(), &nested(10, "v.run(i, f)")),
                None,
            ),
            (
                Variant::new("run, 100 others", ours(), &nested(100, "v.run(i, f)")),
                None,
            ),
            (
                Variant::new("run, 1,000 others", ours(), &nested(1000, "v.run(i, f)")),
                None,
            ),
        ],
        &mut rows,
    );
    let snapshot = "v.run(i, () => new AsyncContext.Snapshot())";
    compare(
        rounds,
        5_000,
        Jobs::None,
        vec![
            (
                Variant::new("run + capture, 0 others", ours(), &nested(0, snapshot)),
                None,
            ),
            (
                Variant::new("run + capture, 10 others", ours(), &nested(10, snapshot)),
                None,
            ),
            (
                Variant::new("run + capture, 100 others", ours(), &nested(100, snapshot)),
                None,
            ),
            (
                Variant::new(
                    "run + capture, 1,000 others",
                    ours(),
                    &nested(1000, snapshot),
                ),
                Some(1.6),
            ),
        ],
        &mut rows,
    );

    for (kind, source) in [("await", AWAITS), ("then", THENS)] {
        let name = |what: &str| -> &'static str { format!("{kind}, {what}").leak() };
        compare(
            rounds,
            5_000,
            Jobs::Run,
            vec![
                (Variant::new(name("not installed"), bare(), source), None),
                (Variant::new(name("no context"), ours(), source), Some(1.01)),
                (
                    Variant::new(name("one variable set"), ours(), &with_one_set(source)),
                    Some(1.04),
                ),
            ],
            &mut rows,
        );
    }

    compare(
        rounds,
        20_000,
        Jobs::None,
        vec![
            (
                Variant::new("generator loop, not installed", bare(), GENERATOR_LOOP),
                None,
            ),
            (
                Variant::new("generator loop, never used", ours(), GENERATOR_LOOP),
                Some(1.03),
            ),
            (
                Variant::new(
                    "generator loop, one variable set",
                    ours(),
                    &with_one_set(GENERATOR_LOOP),
                ),
                None,
            ),
        ],
        &mut rows,
    );

    print(&rows, rounds);
}

fn print(rows: &[Row], rounds: usize) {
    println!(
        "medians of {rounds} interleaved rounds; `ratio` is the median ratio within a round\n"
    );
    println!("| what | ns each | ratio | against | target | met |");
    println!("|---|---:|---:|---|---:|---|");
    for row in rows {
        let (target, met) = match row.target {
            Some(target) => (
                format!("<= {target}"),
                if row.ratio <= target { "yes" } else { "no" },
            ),
            None => (String::new(), ""),
        };
        println!(
            "| {} | {:.0} | {:.3} | {} | {target} | {met} |",
            row.what, row.nanoseconds, row.ratio, row.against
        );
    }
}
