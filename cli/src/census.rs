//! `--census` and `--trace-captures`: the mappings that a program still holds at its end.

use boa_async_context::{Census, OneLine, Runtime};
use clap::Args;

use crate::{output::say, program::Prepared};

/// The most characters of a file or a function that are printed.
const LONGEST_NAME: usize = 200;

/// How many places the table of `--trace-captures` has at most.
const MOST_PLACES: usize = 20;

#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct CensusOption {
    /// At the end, print how many captured mappings are still held, and by what
    ///
    /// Everything that calls back later keeps the mapping that was current when it was made, and with it the values
    /// of the variables: a promise that never settles, an interval, a generator that is not finished. The table on
    /// standard error counts them by kind, after a garbage collection, with the age of the oldest. It is printed
    /// when the program ends by itself, fails, or is stopped by SIGTERM or SIGINT. docs/census.md explains the
    /// kinds.
    #[arg(long)]
    census: bool,

    /// As --census, with the places in the program that made the captures, most captures first
    ///
    /// Each capture then also costs a look-up of the running code. The engine tells the place of the instruction
    /// after the call, which may be on the next line.
    #[arg(long)]
    trace_captures: bool,
}

impl CensusOption {
    /// Lets the program print its census at its end, if that is wanted.
    pub(crate) fn apply(self, program: &mut Prepared) {
        if !self.census && !self.trace_captures {
            return;
        }
        if self.trace_captures
            && let Some(agent) = program.runtime.agent()
        {
            agent.trace_captures(true);
        }
        program.at_end("census", move |runtime| {
            print(runtime, self.trace_captures);
            true
        });
    }
}

/// Prints the census of what is reachable.
fn print(runtime: &Runtime, with_places: bool) {
    if let Some(agent) = runtime.agent() {
        agent.collect_garbage();
    }
    let census = runtime.census();
    if census.is_empty() {
        say("boa-ac: census: no mapping is held");
        return;
    }
    say("boa-ac: census: mappings that are still held");
    say(&table(&census));
    if with_places {
        say(&places(&census));
    }
}

/// The kinds: number of captures, of different mappings and of bindings in them, and the age of the oldest.
fn table(census: &Census) -> String {
    let mut lines = vec![line("kind", ["captures", "mappings", "bindings", "oldest"])];
    let rows = census.rows().map(|(kind, row)| (kind.to_string(), row));
    for (name, row) in rows.chain([("total".to_owned(), census.total())]) {
        let [captures, mappings, bindings] =
            [row.count, row.mappings, row.bindings].map(|number| number.to_string());
        let oldest = format!("{:.1}s", row.oldest.as_secs_f64());
        lines.push(line(&name, [&captures, &mappings, &bindings, &oldest]));
    }
    lines.join("\n")
}

fn line(name: &str, [captures, mappings, bindings, oldest]: [&str; 4]) -> String {
    format!("  {name:<22}{captures:>10}{mappings:>10}{bindings:>10}{oldest:>10}")
}

/// The places that made the captures, most captures first.
fn places(census: &Census) -> String {
    let mut lines = vec!["boa-ac: census: made at".to_owned()];
    lines.extend(
        census
            .locations()
            .take(MOST_PLACES)
            .map(|(location, kind, count)| {
                let location_text = location.to_string();
                let place = OneLine::new(&location_text).at_most(LONGEST_NAME);
                let function = match location.function.as_str() {
                    "" => String::new(),
                    name => format!(" in {}", OneLine::new(name).at_most(LONGEST_NAME)),
                };
                format!("  {count:>8}  {kind:<22}{place}{function}")
            }),
    );
    let all: usize = census.locations().map(|(_, _, count)| count).sum();
    let more = census.locations().count().saturating_sub(MOST_PLACES);
    if more > 0 {
        lines.push(format!("  and {more} more places"));
    }
    let unknown = census.total().count.saturating_sub(all);
    if unknown > 0 {
        lines.push(format!("  {unknown:>8}  (no code was running)"));
    }
    lines.join("\n")
}
