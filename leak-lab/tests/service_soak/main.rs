//! A service under load, for as long as it is asked: tenants that are loaded and unloaded beside one that stays, with real
//! requests, workers and native resources. At the end every account must balance and the memory must not have grown.
//!
//!     cargo xtask soak --minutes 60                             (with one arena of the C library, see there)
//!     cargo test --workspace --test service_soak                (six rounds, without a verdict on the memory)

mod server;
mod tenant;

use std::{
    collections::BTreeMap,
    env,
    fmt::Display,
    fs,
    io::{self, ErrorKind, Write as _},
    process::{self, ExitCode},
    time::{Duration, Instant},
};

use boa_async_context_leak_lab::{
    CountingAllocator, bytes_in_use, start_counting,
    statistics::{Slope, theil_sen},
};

use tenant::Tenant;

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator::system();

/// The rounds of a run that is not asked for minutes.
const FEW_ROUNDS: usize = 6;
/// The most samples that are kept.
const MOST_SAMPLES: usize = 4096;
/// The points of a slope. A run of hours has more rounds; each point is the median of a part of them.
const POINTS: usize = 200;
/// Memory that grows by less than this share of what is in use, over the whole run, is not said to grow: caches of the
/// system and the fragments of the allocator differ by more from one run to the next.
const SHARE: f64 = 0.02;

const HELP: &str = "\
usage: cargo xtask soak [--minutes N]

Runs tenants with requests, workers, streams, timers and native resources, and checks each context, each account and, with at
least 20 rounds, the slope of the memory. Without --minutes it runs six rounds.";

/// What was measured at the end of a round.
#[derive(Debug, Clone, Copy)]
struct Sample {
    seconds: f64,
    /// Bytes that were allocated and not freed, by the whole process.
    bytes: f64,
    /// Resident memory, in bytes.
    resident: f64,
}

/// A name, and what it names in a sample.
type Figure = (&'static str, fn(&Sample) -> f64);

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let minutes = match words.as_slice() {
        ["--minutes", minutes] => match minutes.parse::<u64>() {
            Ok(minutes) if minutes > 0 => Some(minutes),
            _ => return usage(&format!("`{minutes}` is no number of minutes")),
        },
        // What `cargo test` passes: a filter that none of this is meant by, or flags of its own harness.
        [filter, ..] if !filter.starts_with('-') => {
            print(format_args!("0 passed, 0 failed, 1 skipped"));
            return ExitCode::SUCCESS;
        }
        ["--help" | "-h"] => {
            print(format_args!("{HELP}"));
            return ExitCode::SUCCESS;
        }
        ["--minutes", ..] => return usage("--minutes takes one number"),
        _ => None,
    };
    start_counting();
    match soak(minutes) {
        Ok(()) => {
            print(format_args!("1 passed, 0 failed"));
            ExitCode::SUCCESS
        }
        Err(why) => {
            print(format_args!("FAILED: {why}\n0 passed, 1 failed"));
            ExitCode::FAILURE
        }
    }
}

/// Prints a line. Without a reader, `head` for instance, the process ends with the code that a shell has for SIGPIPE.
fn print(line: impl Display) {
    if let Err(error) = writeln!(io::stdout(), "{line}") {
        process::exit(match error.kind() {
            ErrorKind::BrokenPipe => 128 + 13,
            _ => 2,
        });
    }
}

fn usage(why: &str) -> ExitCode {
    let _ = writeln!(io::stderr(), "{why}\n\n{HELP}");
    ExitCode::from(2)
}

fn soak(minutes: Option<u64>) -> Result<(), String> {
    let server = server::start();
    let begun = Instant::now();
    let length = minutes.map(|minutes| Duration::from_secs(minutes * 60));
    let mut done = BTreeMap::new();
    let mut samples: Vec<Sample> = Vec::with_capacity(MOST_SAMPLES);
    // A sample for each round, then for every second, and so on: the list itself must not grow.
    let (mut rounds, mut every) = (0, 1);
    let mut told = begun;
    let mut lasting = Tenant::load()?;
    for round in 0.. {
        let is_over = match length {
            Some(length) => begun.elapsed() >= length,
            None => round >= FEW_ROUNDS,
        };
        if is_over {
            break;
        }
        let mut passing = Tenant::load()?;
        add(&mut done, passing.round(&server, &format!("p{round}"))?);
        passing.unload()?;
        add(&mut done, lasting.round(&server, &format!("l{round}"))?);
        lasting.settle()?;
        rounds = round + 1;
        if rounds % every == 0 {
            samples.push(sample(begun));
        }
        if samples.len() == MOST_SAMPLES {
            let mut number = 0;
            samples.retain(|_| {
                number += 1;
                number % 2 == 0
            });
            every *= 2;
        }
        if told.elapsed() >= Duration::from_secs(10) {
            told = Instant::now();
            tell(rounds, &samples, length);
        }
    }
    lasting.unload()?;
    print(format_args!(
        "\n{} rounds in {:.0} s",
        rounds,
        begun.elapsed().as_secs_f64()
    ));
    for (what, count) in &done {
        print(format_args!("  {count:>12} {what}"));
    }
    verdict(&samples)
}

fn add(all: &mut BTreeMap<String, u64>, more: BTreeMap<String, u64>) {
    for (what, count) in more {
        *all.entry(what).or_default() += count;
    }
}

fn sample(begun: Instant) -> Sample {
    let pages = fs::read_to_string("/proc/self/statm").ok();
    let pages = pages.and_then(|pages| pages.split(' ').nth(1)?.parse::<f64>().ok());
    #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
    let bytes = bytes_in_use() as f64;
    Sample {
        seconds: begun.elapsed().as_secs_f64(),
        bytes,
        resident: pages.unwrap_or(0.0) * 4096.0,
    }
}

fn tell(rounds: usize, samples: &[Sample], length: Option<Duration>) {
    let Some(last) = samples.last() else { return };
    let of = length.map_or(String::new(), |length| format!(" of {}", length.as_secs()));
    print(format_args!(
        "{:>6.0}{of} s, {rounds} rounds, {:.1} MB in use, {:.1} MB resident",
        last.seconds,
        last.bytes / 1e6,
        last.resident / 1e6
    ));
}

/// Whether the memory has not grown, in the second half of the rounds: the first fills caches.
fn verdict(samples: &[Sample]) -> Result<(), String> {
    let settled = &samples[samples.len() / 2..];
    let figures: [Figure; 2] = [
        ("in use", |sample| sample.bytes),
        ("resident", |sample| sample.resident),
    ];
    let mut growing = Vec::new();
    for (name, value) in figures {
        let points = thinned(settled, value);
        let Some(slope) = theil_sen(&points).filter(|_| settled.len() >= 10) else {
            print(format_args!("memory {name}: too few rounds for a slope"));
            continue;
        };
        let is_growing = grows(&points, slope);
        print(format_args!(
            "memory {name}: {:+.1} kB a minute, 95 % between {:+.1} and {:+.1}: {}",
            slope.estimate * 60.0 / 1e3,
            slope.low * 60.0 / 1e3,
            slope.high * 60.0 / 1e3,
            if is_growing { "grows" } else { "flat" }
        ));
        if is_growing {
            growing.push(name);
        }
    }
    if growing.is_empty() {
        Ok(())
    } else {
        Err(format!("the memory {} grows", growing.join(" and ")))
    }
}

/// Whether the slope is surely above zero, and is more than nothing.
fn grows(points: &[(f64, f64)], slope: Slope) -> bool {
    let seconds =
        points.last().map_or(0.0, |last| last.0) - points.first().map_or(0.0, |first| first.0);
    let usual = points.iter().map(|point| point.1).sum::<f64>() / points.len().max(1) as f64;
    slope.low > 0.0 && slope.estimate * seconds > SHARE * usual
}

/// At most [`POINTS`] points: all pairs of them are compared.
fn thinned(samples: &[Sample], value: fn(&Sample) -> f64) -> Vec<(f64, f64)> {
    let part = samples.len().div_ceil(POINTS).max(1);
    let chunks = samples.chunks(part);
    let point = |chunk: &[Sample]| {
        let mut values: Vec<f64> = chunk.iter().map(value).collect();
        values.sort_by(f64::total_cmp);
        (chunk[chunk.len() / 2].seconds, values[values.len() / 2])
    };
    chunks.map(point).collect()
}
