//! The search: makes programs, compares what they log, and makes smaller what differs.

use std::{
    fmt, io,
    panic::{AssertUnwindSafe, catch_unwind},
    thread,
};

use boa_async_context::Storage;

use crate::{
    library::{self, Seen},
    model::{Notices, Prediction, predict},
    node::Node,
    program::{
        forms::Op,
        generate::{Taste, generate, is_valid},
        node::{Engine, Program},
        print::text,
        shrink::smaller,
    },
    random::Random,
    statistics::Statistics,
};

/// How many lines a program logs at most.
pub const LIMIT: usize = 300;

/// The most programs that are run to make one smaller.
const MOST_SMALLER: usize = 1500;

/// The stack of a thread that searches, in bytes. Programs may nest deeply, and the calls of the model are on it.
const STACK: usize = 256 << 20;

/// Runs a search on a thread of its own, which has a large stack, and waits for it. The inner error is a panic of it.
///
/// # Errors
///
/// There is no thread for it.
pub fn on_large_stack<R: Send + 'static>(
    search: impl FnOnce() -> R + Send + 'static,
) -> io::Result<thread::Result<R>> {
    let thread = thread::Builder::new().stack_size(STACK).spawn(search)?;
    Ok(thread.join())
}

/// What to search, and how.
#[derive(Debug)]
pub struct Search {
    /// The seed of the next program.
    pub seed: u64,
    /// How many nodes a program has at most, about.
    pub size: u32,
    /// What programs should have more of; empty for what was exercised least.
    pub focus: Vec<Op>,
    /// Runs the programs that it can judge, too.
    pub node: Option<Node>,
    /// What was exercised so far.
    pub statistics: Statistics,
}

/// A program that logs something else than it should.
#[derive(Debug)]
pub struct Difference {
    /// The command that finds it again.
    pub again: String,
    /// Who differs.
    pub by: String,
    /// The program, as small as it could be made.
    pub program: Program,
    /// What the model predicts.
    pub expected: Seen,
    /// What was seen, or why nothing was.
    pub seen: Result<Seen, String>,
}

/// The storages; each program runs in one of them.
const STORAGES: [Storage; 4] = [
    Storage::Weak,
    Storage::Strong,
    Storage::Ephemeron,
    Storage::Hybrid { collections: 1 },
];

fn storage_of(seed: u64) -> Storage {
    STORAGES[usize::try_from(seed % 4).unwrap_or_default()]
}

/// Runs a program on the library. A panic is what it has seen.
fn on_library(program: &Program, storage: Storage) -> Result<Seen, String> {
    let run = AssertUnwindSafe(|| library::run(program, storage, LIMIT));
    catch_unwind(run).unwrap_or_else(|payload| {
        let text = payload
            .downcast_ref::<&str>()
            .map(|text| (*text).to_owned());
        let text = text.or_else(|| payload.downcast_ref::<String>().cloned());
        Err(format!("it panicked: {}", text.unwrap_or_default()))
    })
}

fn expected(prediction: Prediction) -> Seen {
    Seen {
        log: prediction.log,
        cleanups: prediction.cleanups,
    }
}

impl Search {
    /// A search from a seed on.
    #[must_use]
    pub fn new(seed: u64, size: u32) -> Self {
        Self {
            seed,
            size,
            focus: Vec::new(),
            node: None,
            statistics: Statistics::default(),
        }
    }

    fn taste(&self, for_node: bool) -> Taste {
        let focus = if self.focus.is_empty() {
            let mut random = Random::new(self.seed.wrapping_mul(31));
            self.statistics.focus(&mut random)
        } else {
            self.focus.clone()
        };
        Taste {
            engine: library::engine(),
            for_node,
            focus,
            size: self.size,
        }
    }

    /// Makes the next `count` programs and runs them.
    ///
    /// # Errors
    ///
    /// The first program that differs, made smaller.
    pub fn go_on(&mut self, count: u32) -> Result<(), Box<Difference>> {
        let mut for_node = Vec::new();
        for _ in 0..count {
            let seed = self.seed;
            let taste = self.taste(self.node.is_some());
            self.seed = self.seed.wrapping_add(1);
            let program = generate(Random::new(seed), &taste);
            let prediction = predict(&program, LIMIT, Notices::Events);
            self.statistics.add(&prediction);
            let storage = storage_of(seed);
            let seen = on_library(&program, storage);
            if seen.as_ref() != Ok(&expected(prediction)) {
                // Those before it are for Node, too.
                self.compare_with_node(&for_node)?;
                let again = command(seed, &taste);
                return Err(shrink_on_library(again, &taste, program, storage));
            }
            if self.node.is_some() {
                for_node.push((seed, taste, program));
            }
        }
        self.compare_with_node(&for_node)
    }

    fn compare_with_node(
        &mut self,
        programs: &[(u64, Taste, Program)],
    ) -> Result<(), Box<Difference>> {
        let Some(node) = &self.node else {
            return Ok(());
        };
        let texts: Vec<&Program> = programs.iter().map(|(_, _, program)| program).collect();
        let logs = run_each(node, &texts);
        for ((seed, taste, program), log) in programs.iter().zip(logs) {
            self.statistics.on_node += 1;
            let expected = Ok(predict(program, LIMIT, Notices::None).log);
            if expected == log {
                continue;
            }
            // What differs only after other programs of the batch is no difference.
            if run_each(node, &[program]).pop() == Some(expected) {
                self.statistics.only_in_batch += 1;
                continue;
            }
            return Err(shrink_on_node(
                node,
                command(*seed, taste),
                taste,
                program.clone(),
            ));
        }
        Ok(())
    }
}

/// Compares the program that these choices lead to, for a fuzzer that makes them. The first one is the storage.
///
/// # Errors
///
/// The program, made smaller, if it differs. `again` is the command that finds it again.
pub fn compare(mut choices: Random, size: u32, again: &str) -> Result<(), Box<Difference>> {
    let taste = Taste {
        engine: library::engine(),
        for_node: false,
        focus: Vec::new(),
        size,
    };
    let storage = storage_of(u64::from(choices.below(4)));
    let program = generate(choices, &taste);
    let prediction = predict(&program, LIMIT, Notices::Events);
    if on_library(&program, storage).as_ref() == Ok(&expected(prediction)) {
        return Ok(());
    }
    Err(shrink_on_library(
        again.to_owned(),
        &taste,
        program,
        storage,
    ))
}

fn shrink_on_library(
    again: String,
    taste: &Taste,
    program: Program,
    storage: Storage,
) -> Box<Difference> {
    let by = format!("the library, {storage} storage, {:?} engine", taste.engine);
    shrink(again, taste, program, by, |programs| {
        let differs = programs.iter().position(|program| {
            let expected = expected(predict(program, LIMIT, Notices::Events));
            on_library(program, storage).as_ref() != Ok(&expected)
        });
        differs.map(|at| {
            let expected = expected(predict(&programs[at], LIMIT, Notices::Events));
            (at, expected, on_library(&programs[at], storage))
        })
    })
}

fn shrink_on_node(node: &Node, again: String, taste: &Taste, program: Program) -> Box<Difference> {
    shrink(again, taste, program, "Node".to_owned(), |programs| {
        let texts: Vec<&Program> = programs.iter().collect();
        let logs = run_each(node, &texts);
        let all = programs.iter().zip(logs).enumerate();
        all.map(|(at, (program, log))| {
            let expected = expected(predict(program, LIMIT, Notices::None));
            let cleanups = expected.cleanups.clone();
            (at, expected, log.map(|log| Seen { log, cleanups }))
        })
        .find(|(_, expected, seen)| seen.as_ref() != Ok(expected))
    })
}

/// What each of the programs logs on Node, or why Node could not run it.
fn run_each(node: &Node, programs: &[&Program]) -> Vec<Result<Vec<String>, String>> {
    if let Ok(logs) = node.run(programs, LIMIT) {
        return logs.into_iter().map(Ok).collect();
    }
    let each = programs.iter();
    each.map(|program| {
        let mut logs = node.run(&[program], LIMIT)?;
        Ok(logs.pop().unwrap_or_default())
    })
    .collect()
}

type Outcome = (usize, Seen, Result<Seen, String>);

/// Makes a program smaller as long as one of the smaller ones differs.
fn shrink(
    again: String,
    taste: &Taste,
    mut program: Program,
    by: String,
    differing: impl Fn(&[Program]) -> Option<Outcome>,
) -> Box<Difference> {
    let mut outcome = differing(std::slice::from_ref(&program));
    let mut left = MOST_SMALLER;
    while left > 0 {
        let mut candidates = smaller(&program);
        candidates.retain(|program| is_valid(program, taste));
        candidates.truncate(left);
        left -= candidates.len().min(left);
        // In chunks, because Node runs many at once.
        let found = candidates.chunks(100).find_map(|chunk| {
            let (at, expected, seen) = differing(chunk)?;
            Some((chunk[at].clone(), expected, seen))
        });
        let Some((smaller, expected, seen)) = found else {
            break;
        };
        program = smaller;
        outcome = Some((0, expected, seen));
    }
    let (_, expected, seen) = outcome.unwrap_or_else(|| {
        let why = "it does not differ when it runs again";
        (0, Seen::default(), Err(why.to_owned()))
    });
    Box::new(Difference {
        again,
        by,
        program,
        expected,
        seen,
    })
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} differs. Again: {}\n", self.by, self.again)?;
        writeln!(f, "{}", text(&self.program))?;
        let seen = match &self.seen {
            Ok(seen) => seen,
            Err(why) => {
                writeln!(f, "{why}")?;
                &Seen::default()
            }
        };
        let width = self
            .expected
            .log
            .iter()
            .map(String::len)
            .max()
            .unwrap_or(8)
            .max(8);
        writeln!(f, "{:width$}    seen", "expected")?;
        let count = self.expected.log.len().max(seen.log.len());
        let line = |log: &[String], at: usize| log.get(at).cloned().unwrap_or_default();
        for at in 0..count {
            let (a, b) = (line(&self.expected.log, at), line(&seen.log, at));
            let mark = if a == b { ' ' } else { '!' };
            writeln!(f, "{a:width$}  {mark} {b}")?;
        }
        if self.expected.cleanups != seen.cleanups {
            writeln!(
                f,
                "cleanups: expected {:?}\nseen {:?}",
                self.expected.cleanups, seen.cleanups
            )?;
        }
        Ok(())
    }
}

/// The command that finds the program of a seed again.
fn command(seed: u64, taste: &Taste) -> String {
    let names: Vec<String> = taste.focus.iter().map(|op| format!("{op:?}")).collect();
    let size = taste.size;
    let mut options = format!("--programs 1 --seed {seed} --size {size}");
    if !names.is_empty() {
        options.push_str(&format!(" --focus {}", names.join(",")));
    }
    if taste.for_node {
        options.push_str(" --node");
    }
    match taste.engine {
        Engine::Published => format!("cargo judge {options}"),
        Engine::Exact => format!(
            "cargo xtask exact run --release -p boa_async_context_judge --bin judge -- {options}"
        ),
    }
}
