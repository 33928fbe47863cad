//! Everything that is measured, but for what criterion follows.
//!
//!     cargo bench --bench figures -- WHAT ...

mod chains;
mod collector;
mod hosts;
mod measure;
mod memory;
mod ratios;
mod scale;
mod start;

use std::process::ExitCode;

const HELP: &str = "\
usage: cargo bench --bench figures -- WHAT

  ratios [ROUNDS]                     what has a target, each beside what it is compared with (31 rounds)
  only NAME [TIMES]                   one variant of `ratios`, for a profiler
  names                               the names of these variants
  memory                              the bytes of waiting things and of mappings
  scale [LARGEST]                     up to so many things that wait (1,000,000)
  chains [ROUNDS]                     collections beside chains of weak references (9 rounds)
  start [ROUNDS]                      building a runtime (101 rounds)
  hosts [http|game|plugins] [ROUNDS]  the hosts of examples/ (15 rounds)
  collector [ROUNDS]                  settings of the collector, in exact mode (9 rounds)";

fn main() -> ExitCode {
    // Cargo adds `--bench`.
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    let [what, arguments @ ..] = arguments.as_slice() else {
        return wrong("what is to be measured?");
    };
    let number = arguments.iter().find_map(|argument| argument.parse().ok());
    let or = |default: usize| number.unwrap_or(default).max(1);
    match (what.as_str(), arguments) {
        ("ratios", _) => ratios::run(or(31)),
        ("only", [name, times @ ..]) => {
            let times = times.first().and_then(|times| times.parse().ok());
            if !ratios::run_only(name, times) {
                return ExitCode::from(2);
            }
        }
        ("names", _) => ratios::names().iter().for_each(|name| println!("{name}")),
        ("memory", _) => memory::run(),
        ("scale", _) => scale::run(u32::try_from(or(1_000_000)).unwrap_or(u32::MAX)),
        ("chains", _) => chains::run(or(9)),
        ("start", _) => start::run(or(101)),
        ("hosts", _) => hosts::run(or(15), arguments),
        ("collector", _) => collector::run(or(9)),
        _ => return wrong(&format!("`{what}` cannot be measured so")),
    }
    ExitCode::SUCCESS
}

fn wrong(why: &str) -> ExitCode {
    eprintln!("{why}\n\n{HELP}");
    ExitCode::from(2)
}
