//! The ratios that have targets, measured alternately in one run.
//!
//!     cargo bench --bench ratios [-- ROUNDS]
//!
//! Absolute times on a shared machine wander by tens of per cent within a minute; ratios of things
//! that are measured alternately do not. So every round times each variant of a comparison once, in
//! turn, and what is printed is the median over the rounds of the *ratio* within a round.
//!
//! With `--only NAME [TIMES]` one variant runs, for `valgrind --tool=callgrind`.

use boa_async_context_benches::{Comparison, comparisons};

/// The lower quartile, the median and the upper quartile.
fn quartiles(mut values: Vec<f64>) -> [f64; 3] {
    values.sort_by(f64::total_cmp);
    [1, 2, 3].map(|quarters| values[(values.len() * quarters / 4).min(values.len() - 1)])
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let only = arguments.iter().position(|argument| argument == "--only");
    if let Some(name) = only.and_then(|at| arguments.get(at + 1)) {
        let times = only.and_then(|at| arguments.get(at + 2));
        run_only(name, times.and_then(|times| times.parse().ok()));
        return;
    }
    let rounds = arguments
        .iter()
        .find_map(|argument| argument.parse().ok())
        .unwrap_or(31);
    println!(
        "medians of {rounds} interleaved rounds; `ratio` is the median ratio within a round\n"
    );
    println!("| what | ns each | against | middle half | ratio | target | met |");
    println!("|---|---:|---|---|---:|---:|---|");
    for comparison in comparisons() {
        compare(&comparison, rounds);
    }
}

/// Times all variants alternately and prints a row for each.
fn compare(comparison: &Comparison, rounds: usize) {
    let Comparison { n, variants } = comparison;
    let mut prepared: Vec<_> = variants.iter().map(|variant| variant.prepare()).collect();
    let mut times = vec![Vec::with_capacity(rounds); variants.len()];
    for round in 0..=rounds {
        // Each in turn is the first, which finds the allocator in another state.
        for at in 0..variants.len() {
            let at = (at + round) % variants.len();
            let time = prepared[at].time(*n);
            // The first round warms up.
            if round > 0 {
                times[at].push(time.as_secs_f64() * 1e9 / f64::from(*n));
            }
        }
    }
    for (variant, own) in variants.iter().zip(&times) {
        let ratios = own.iter().zip(&times[0]).map(|(a, b)| a / b).collect();
        let [low, ratio, high] = quartiles(ratios);
        let (target, met) = match variant.target {
            Some(target) if ratio <= target => (format!("<= {target:.2}"), "yes"),
            Some(target) => (format!("<= {target:.2}"), "no"),
            None => (String::new(), ""),
        };
        println!(
            "| {} | {:.0} | {} | {low:.3} to {high:.3} | {ratio:.3} | {target} | {met} |",
            variant.name,
            quartiles(own.clone())[1],
            variants[0].name,
        );
    }
}

fn run_only(name: &str, times: Option<u32>) {
    for Comparison { n, variants } in comparisons() {
        if let Some(variant) = variants.iter().find(|variant| variant.name == name) {
            variant.prepare().time(times.unwrap_or(n));
            return;
        }
    }
    let names: Vec<_> = comparisons()
        .into_iter()
        .flat_map(|comparison| comparison.variants)
        .map(|variant| variant.name)
        .collect();
    eprintln!("there is no `{name}`; there are:\n  {}", names.join("\n  "));
    std::process::exit(2);
}
