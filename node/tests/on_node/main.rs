//! Compares with Node: the files of `tests/js/same` and `tests/js/differs`, and generated programs.
//!
//! Node is the one that the leak laboratory pins. It is installed once below `target/` with npm. Without npm the tests are
//! skipped, unless `REQUIRE_NODE` is set.
//!
//! `NODE_PROGRAMS=5000 cargo test -p boa_async_context_node --test on_node` runs so many programs, from `NODE_SEED` on. A
//! program that differs is made smaller and printed.

mod engines;
mod program;

use std::{env, fs, path::Path};

use engines::{Engine, node};
use program::{Program, Random, generate, smaller, text};

/// How many programs a process runs.
const BATCH: usize = 250;
/// How many programs a test run has.
const PROGRAMS: usize = 400;
const SEED: u64 = 20_261_130;

fn directory() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn node_agrees_with_what_the_files_say_of_it() {
    let Some(node) = node() else { return };
    let mut files: Vec<_> = ["same", "differs"]
        .iter()
        .flat_map(|name| {
            fs::read_dir(directory().join("tests/js").join(name)).expect("it is there")
        })
        .map(|entry| entry.expect("it can be read").path())
        .collect();
    files.sort();
    let said = node.output(&directory().join("tests/node_harness.cjs"), &files);
    let last = said.trim_end().lines().last().unwrap_or_default();
    assert!(last.ends_with(" 0 failed"), "{said}");
    assert!(!last.starts_with("0 "), "{said}");
}

#[test]
fn generated_programs_do_what_they_do_in_node() {
    let Some(node) = node() else { return };
    let number = |name: &str, default| {
        let given = env::var(name)
            .ok()
            .map(|text| text.parse().expect("a number"));
        given.unwrap_or(default)
    };
    let count = number("NODE_PROGRAMS", PROGRAMS as u64);
    let seed = number("NODE_SEED", SEED);
    let seeds: Vec<u64> = (seed..seed + count).collect();
    let mut lines = 0;
    for batch in seeds.chunks(BATCH) {
        let programs: Vec<Program> = batch
            .iter()
            .map(|seed| generate(&mut Random::new(*seed)))
            .collect();
        let outcomes = run(&node, &programs);
        lines += outcomes
            .iter()
            .map(|outcome| outcome.0.lines().count())
            .sum::<usize>();
        if let Some(at) = outcomes.iter().position(|(theirs, ours)| theirs != ours) {
            let (program, theirs, ours) = shrink(&node, programs[at].clone());
            panic!(
                "the program of seed {} differs; made smaller:\n{}\nNode:\n{theirs}\nours:\n{ours}",
                batch[at],
                text(&program)
            );
        }
    }
    // Each program traces something.
    assert!(lines as u64 > 2 * count, "{lines} lines");
}

/// What the programs trace, on Node and on our engine.
fn run(node: &Engine, programs: &[Program]) -> Vec<(String, String)> {
    let programs: Vec<String> = programs.iter().map(text).collect();
    let theirs = node.run(&programs);
    let ours = Engine::Ours.run(&programs);
    assert_eq!(theirs.len(), programs.len(), "Node has not run all of them");
    assert_eq!(
        ours.len(),
        programs.len(),
        "our engine has not run all of them"
    );
    theirs.into_iter().zip(ours).collect()
}

/// The smallest program that differs, as far as single steps lead there, and what it traces.
fn shrink(node: &Engine, mut program: Program) -> (Program, String, String) {
    let differs = |programs: &[Program]| {
        let outcomes = run(node, programs);
        let found = programs
            .iter()
            .zip(outcomes)
            .filter(|(_, (theirs, ours))| theirs != ours);
        found
            .min_by_key(|(program, _)| text(program).len())
            .map(|(program, (theirs, ours))| (program.clone(), theirs, ours))
    };
    let mut found = differs(&[program.clone()]).expect("it differs when it runs alone");
    while let Some(next) = differs(&smaller(&program)) {
        program = next.0.clone();
        found = next;
    }
    found
}
