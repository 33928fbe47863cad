//! Times, memory, and medians.

use std::time::Duration;

/// What the calling thread has had of a processor so far.
pub fn cpu() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(
        time.tv_sec.unsigned_abs(),
        u32::try_from(time.tv_nsec).unwrap_or(0),
    )
}

/// The resident memory of this process, in MB; 0 where the system does not tell.
pub fn resident() -> f64 {
    let pages = std::fs::read_to_string("/proc/self/statm").ok();
    let pages = pages.and_then(|pages| pages.split(' ').nth(1)?.parse::<f64>().ok());
    pages.unwrap_or(0.0) * 4096.0 / 1e6
}

/// The value below which a share of the values lies.
pub fn quantile(values: &[f64], share: f64) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "an index"
    )]
    let index = (values.len() as f64 * share) as usize;
    values
        .get(index.min(values.len().saturating_sub(1)))
        .copied()
        .unwrap_or(f64::NAN)
}

pub fn median(values: &[f64]) -> f64 {
    quantile(values, 0.5)
}

/// The cells of a table for a target, the highest ratio that meets it.
pub fn verdict(ratio: f64, target: Option<f64>) -> (String, &'static str) {
    match target {
        Some(target) if ratio <= target => (format!("<= {target:.2}"), "yes"),
        Some(target) => (format!("<= {target:.2}"), "no"),
        None => (String::new(), ""),
    }
}

/// One figure of two variants, a value for each round.
#[derive(Default)]
pub struct Figure {
    pub without: Vec<f64>,
    pub with: Vec<f64>,
}

impl Figure {
    pub fn push(&mut self, is_with: bool, value: f64) {
        if is_with {
            self.with.push(value);
        } else {
            self.without.push(value);
        }
    }

    /// The head of a table of figures.
    pub fn print_head() {
        println!("| | without | with | middle half of the ratios | ratio | target | met |");
        println!("|---|---:|---:|---|---:|---:|---|");
    }

    /// A row of a table: the medians, and the median of the ratios within a round.
    pub fn print(&self, name: &str, target: Option<f64>) {
        let ratios: Vec<f64> = self
            .with
            .iter()
            .zip(&self.without)
            .map(|(with, without)| with / without)
            .collect();
        let ratio = median(&ratios);
        let (target, met) = verdict(ratio, target);
        println!(
            "| {name} | {:.1} | {:.1} | {:.3} to {:.3} | {ratio:.3} | {target} | {met} |",
            median(&self.without),
            median(&self.with),
            quantile(&ratios, 0.25),
            quantile(&ratios, 0.75),
        );
    }
}

/// The order of the variants in a round.
pub const fn order(round: usize) -> [bool; 2] {
    if round.is_multiple_of(2) {
        [false, true]
    } else {
        [true, false]
    }
}
