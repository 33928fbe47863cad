//! A bounded search: a fixed number of programs of fixed seeds, in each storage.
//!
//! `cargo judge --minutes 60` goes on for as long as asked.

use std::env;

use boa_async_context_judge::{
    library,
    node::Node,
    random::Random,
    search::{Search, compare, on_large_stack},
};

/// How many programs a run of the tests has.
const PROGRAMS: u32 = 600;
const SEED: u64 = 20_261_130;
const SIZE: u32 = 120;
/// How many programs are made of bytes; each is of more bytes than the one before.
const PROGRAMS_OF_BYTES: u32 = 60;
/// How many programs a run of the tests has for Node, of which it judges a part.
const PROGRAMS_FOR_NODE: u32 = 200;
/// Among them are some that handle a rejection late, of which Node warns.
const SEED_FOR_NODE: u64 = 6_000_000;

/// Runs a search, and fails if it panics.
fn searching(search: impl FnOnce() + Send + 'static) {
    if let Err(panic) = on_large_stack(search).expect("a thread") {
        std::panic::resume_unwind(panic);
    }
}

#[test]
fn generated_programs_do_what_the_model_predicts() {
    searching(|| {
        let mut search = Search::new(SEED, SIZE);
        if let Err(difference) = search.go_on(PROGRAMS) {
            panic!("{difference}");
        }
        // The search is about everything that there is.
        let statistics = &search.statistics;
        assert_eq!(statistics.unreached(), [], "{statistics}");
        assert_eq!(statistics.missing(library::engine()), [], "{statistics}");
        assert!(statistics.lines > u64::from(PROGRAMS) * 20, "{statistics}");
    });
}

/// What cargo-fuzz does, with bytes that were not chosen well.
#[test]
fn programs_of_bytes_do_what_the_model_predicts() {
    searching(|| {
        for seed in 0..PROGRAMS_OF_BYTES {
            let mut random = Random::new(seed.into());
            let length = seed * 10;
            let bytes: Vec<u8> = (0..length).map(|_| random.below(256) as u8).collect();
            let again = format!("seed {seed}");
            if let Err(difference) = compare(Random::of_bytes(&bytes), SIZE, &again) {
                panic!("{difference}");
            }
        }
    });
}

/// Without Node it is skipped, unless `REQUIRE_NODE` is set.
#[test]
fn node_sees_what_the_model_predicts() {
    searching(|| {
        let node = match Node::find() {
            Ok(node) => node,
            Err(why) => {
                assert!(env::var_os("REQUIRE_NODE").is_none(), "{why}");
                eprintln!("skipped: {why}");
                return;
            }
        };
        let mut search = Search::new(SEED_FOR_NODE, SIZE);
        search.node = Some(node);
        if let Err(difference) = search.go_on(PROGRAMS_FOR_NODE) {
            panic!("{difference}");
        }
        let statistics = &search.statistics;
        assert!(
            statistics.lines > u64::from(PROGRAMS_FOR_NODE) * 20,
            "{statistics}"
        );
    });
}
