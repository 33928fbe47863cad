//! The ratios that have targets, measured alternately in one run.
//!
//!     cargo bench --bench figures -- ratios [ROUNDS]
//!
//! Absolute times on a shared machine wander by tens of per cent within a minute; ratios of things
//! that are measured alternately do not. So every round times each variant of a comparison once, in
//! turn, and what is printed is the median over the rounds of the *ratio* within a round.
//!
//! `only NAME [TIMES]` runs one variant, for `valgrind --tool=callgrind`, and `names` prints the names.

use boa_async_context_benches::{Comparison, comparisons};

use crate::measure::{median, quantile, verdict};

pub fn run(rounds: usize) {
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
        let ratios: Vec<f64> = own.iter().zip(&times[0]).map(|(a, b)| a / b).collect();
        let [low, ratio, high] = [0.25, 0.5, 0.75].map(|share| quantile(&ratios, share));
        let (target, met) = verdict(ratio, variant.target);
        println!(
            "| {} | {:.0} | {} | {low:.3} to {high:.3} | {ratio:.3} | {target} | {met} |",
            variant.name,
            median(own),
            variants[0].name,
        );
    }
}

/// Runs one variant, for a profiler. Returns whether there is one with this name.
pub fn run_only(name: &str, times: Option<u32>) -> bool {
    for Comparison { n, variants } in comparisons() {
        if let Some(variant) = variants.iter().find(|variant| variant.name == name) {
            variant.prepare().time(times.unwrap_or(n));
            return true;
        }
    }
    eprintln!(
        "there is no `{name}`; there are:\n  {}",
        names().join("\n  ")
    );
    false
}

/// The names of the variants, each once.
pub fn names() -> Vec<String> {
    let mut names = Vec::new();
    for variant in comparisons()
        .into_iter()
        .flat_map(|comparison| comparison.variants)
    {
        if !names.contains(&variant.name) {
            names.push(variant.name);
        }
    }
    names
}
