//! `cargo judge`: searches for programs on which the library differs from its specification.

use std::{
    process::ExitCode,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use boa_async_context_judge::{
    node::Node,
    output::{print, say},
    program::forms::{FORMS, Op},
    search::{Search, on_large_stack},
};
use clap::{Parser, builder::RangedU64ValueParser};

/// Searches for programs on which the library differs from its specification
///
/// Makes programs from seeds, predicts what each logs with a model of the specification, runs it on the library, and compares.
/// It stops at the first program that differs, makes it smaller, and prints it with what was expected, what was seen, and the command
/// that finds it again. In the end it prints what was exercised.
#[derive(Debug, Parser)]
#[command(name = "cargo judge", after_long_help = AFTER_HELP)]
struct Options {
    /// How long to search, in minutes
    #[arg(long, default_value = "1", value_parser = minutes)]
    minutes: Duration,
    /// Ends the search after this many programs
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..))]
    programs: Option<u64>,
    /// The seed of the first program; the next one has the next number [default: from the clock]
    #[arg(long)]
    seed: Option<u64>,
    /// About how many statements and expressions a program has at most
    #[arg(long, default_value_t = 120, value_parser = RangedU64ValueParser::<u32>::new().range(10..=5000))]
    size: u32,
    /// Also runs each program on Node. The programs have nothing that Node cannot judge then
    #[arg(long)]
    node: bool,
    /// Statements and expressions that the programs have more of [default: for each program what was exercised least]
    #[arg(long, value_name = "NAMES", value_delimiter = ',', value_parser = op)]
    focus: Vec<Op>,
    /// Goes on after a program that differs
    #[arg(long)]
    keep_going: bool,
    /// Prints the names for `--focus`, with their texts, and ends
    #[arg(long)]
    list: bool,
}

const AFTER_HELP: &str = "\
Exit code: 0 if nothing differs, 1 if a program differs, 2 if the search could not be made.

Examples:
  cargo judge --minutes 60                    search for an hour
  cargo judge --focus Then,Wrap               more of these
  cargo judge --programs 1 --seed 7           one program
  cargo judge --keep-going --size 300         larger programs, and all that differ
  cargo judge --node                          let Node judge the model, too

docs/testing.md has more.";

/// Reads a number of minutes.
fn minutes(text: &str) -> Result<Duration, String> {
    let minutes: f64 = text.parse().map_err(|_| "it is not a number".to_owned())?;
    Duration::try_from_secs_f64(minutes * 60.0)
        .ok()
        .filter(|duration| !duration.is_zero())
        .ok_or_else(|| "it is no length of time: write a number above 0".to_owned())
}

/// Reads the name of a form.
fn op(name: &str) -> Result<Op, String> {
    let found = FORMS.iter().find(|form| form.name() == name);
    found
        .map(|form| form.op)
        .ok_or_else(|| "there is no such name: `--list` prints all".to_owned())
}

fn main() -> ExitCode {
    let options = Options::parse();
    if options.list {
        return list();
    }
    match on_large_stack(move || run(&options)) {
        Ok(Ok(code)) => code,
        Ok(Err(_)) => ExitCode::from(2),
        Err(error) => {
            say(format_args!("no thread for the search: {error}"));
            ExitCode::from(2)
        }
    }
}

/// Prints the forms.
fn list() -> ExitCode {
    for form in FORMS {
        print(format_args!("{:20} {}", form.name(), form.text));
    }
    ExitCode::SUCCESS
}

/// A seed that no search before had.
fn seed_of_clock() -> u64 {
    let time = SystemTime::now().duration_since(UNIX_EPOCH);
    time.map_or(1, |time| time.as_secs().wrapping_mul(1_000_000))
}

fn run(options: &Options) -> ExitCode {
    let seed = options.seed.unwrap_or_else(seed_of_clock);
    let mut search = Search::new(seed, options.size);
    search.focus.clone_from(&options.focus);
    if options.node {
        match Node::find() {
            Ok(node) => search.node = Some(node),
            Err(error) => {
                say(format_args!("there is no Node: {error}"));
                return ExitCode::from(2);
            }
        }
    }
    print(format_args!("seed {seed}"));
    let begun = Instant::now();
    let minutes = |begun: Instant| begun.elapsed().as_secs_f64() / 60.0;
    let most = options.programs.unwrap_or(u64::MAX);
    let mut told = begun;
    let mut found = 0;
    while begun.elapsed() < options.minutes && search.statistics.programs < most {
        let left = most - search.statistics.programs;
        let batch = u32::try_from(left.min(50)).unwrap_or(50);
        if let Err(difference) = search.go_on(batch) {
            found += 1;
            let after = search.statistics.programs;
            print(format_args!("after {after} programs: {difference}"));
            if !options.keep_going {
                break;
            }
        }
        if told.elapsed() > Duration::from_secs(60) {
            told = Instant::now();
            print(format_args!(
                "{:.0} min: {} programs, {} operations, {found} differ",
                minutes(begun),
                search.statistics.programs,
                search.statistics.operations()
            ));
        }
    }
    print(format_args!("\n{}", search.statistics));
    print(format_args!(
        "{:.1} minutes, {found} programs differ",
        minutes(begun)
    ));
    ExitCode::from(u8::from(found > 0))
}
