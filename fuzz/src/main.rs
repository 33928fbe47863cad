//! `cargo judge`: searches for programs on which the library differs from its specification.

use std::{
    process::ExitCode,
    thread,
    time::{Duration, Instant},
};

use boa_async_context_judge::{
    node::Node,
    program::forms::{FORMS, Op},
    search::{Difference, Search},
};
use clap::Parser;

/// Searches for programs on which the library differs from its specification.
///
/// Makes programs, predicts what they log with a model of the specification, runs them, and compares. Stops at the first that
/// differs, prints it as small as it could make it, and exits with 1. Prints what was exercised at the end.
#[derive(Debug, Parser)]
#[command(name = "cargo judge")]
struct Options {
    /// How long to search
    #[arg(long, default_value_t = 1.0)]
    minutes: f64,
    /// How many programs to run at most
    #[arg(long)]
    programs: Option<u64>,
    /// The seed of the first program; by default one of the clock
    #[arg(long)]
    seed: Option<u64>,
    /// How many nodes a program has at most, about
    #[arg(long, default_value_t = 120)]
    size: u32,
    /// Run on Node, too, what Node can judge; the programs have nothing else then
    #[arg(long)]
    node: bool,
    /// What the programs should have more of; by default what was exercised least
    #[arg(long, value_delimiter = ',', value_parser = op)]
    focus: Vec<Op>,
    /// Go on after a program that differs
    #[arg(long)]
    keep_going: bool,
}

fn op(name: &str) -> Result<Op, String> {
    let found = FORMS.iter().find(|form| format!("{:?}", form.op) == name);
    found.map(|form| form.op).ok_or_else(|| {
        let names: Vec<String> = FORMS.iter().map(|form| format!("{:?}", form.op)).collect();
        format!("there is no `{name}`; there are {}", names.join(", "))
    })
}

fn main() -> ExitCode {
    let options = Options::parse();
    // Programs may nest deeply, and the model's calls are on the native stack.
    let search = thread::Builder::new()
        .stack_size(256 << 20)
        .spawn(move || run(&options));
    match search.map(thread::JoinHandle::join) {
        Ok(Ok(code)) => code,
        Ok(Err(_)) => ExitCode::from(2),
        Err(error) => {
            eprintln!("no thread for the search: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(options: &Options) -> ExitCode {
    let clock = || {
        let time = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        time.map_or(1, |time| time.as_secs() * 1_000_000)
    };
    let seed = options.seed.unwrap_or_else(clock);
    let mut search = Search::new(seed, options.size);
    search.focus.clone_from(&options.focus);
    if options.node {
        match Node::find() {
            Ok(node) => search.node = Some(node),
            Err(error) => {
                eprintln!("there is no Node: {error}");
                return ExitCode::from(2);
            }
        }
    }
    println!("seed {seed}");
    let begun = Instant::now();
    let end = Duration::try_from_secs_f64(options.minutes * 60.0).unwrap_or(Duration::MAX);
    let most = options.programs.unwrap_or(u64::MAX);
    let mut told = begun;
    let mut found = 0;
    while begun.elapsed() < end && search.statistics.programs < most {
        let left = most - search.statistics.programs;
        let batch = u32::try_from(left.min(50)).unwrap_or(50);
        if let Err(difference) = search.go_on(batch) {
            found += 1;
            tell(&difference, &search);
            if !options.keep_going {
                break;
            }
        }
        if told.elapsed() > Duration::from_secs(60) {
            told = Instant::now();
            let statistics = &search.statistics;
            println!(
                "{:.0} min: {} programs, {} operations, {found} differ",
                begun.elapsed().as_secs_f64() / 60.0,
                statistics.programs,
                statistics.operations()
            );
        }
    }
    println!("\n{}", search.statistics);
    println!(
        "{:.1} minutes, {found} programs differ",
        begun.elapsed().as_secs_f64() / 60.0
    );
    ExitCode::from(u8::from(found > 0))
}

fn tell(difference: &Difference, search: &Search) {
    println!(
        "after {} programs: {difference}",
        search.statistics.programs
    );
}
