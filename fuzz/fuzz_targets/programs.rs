//! The judge with the choices of a fuzzer: each input is a program, and coverage says which inputs are worth going on with.
#![no_main]

use boa_async_context_judge::{
    random::Random,
    search::{compare, on_large_stack},
};
use libfuzzer_sys::fuzz_target;

/// About how many statements and expressions a program has at most.
const SIZE: u32 = 120;
const AGAIN: &str = "the command that stands at the end";

// A panic of the engine is seen by the library, or differs from what the model predicts and is made smaller. The hook of
// libFuzzer would end the process at once.
fuzz_target!(init: drop(std::panic::take_hook()), |choices: &[u8]| {
    let choices = Random::of_bytes(choices);
    // The heap of the collector ends with the thread, too.
    let run = move || compare(choices, SIZE, AGAIN).map_err(|difference| difference.to_string());
    match on_large_stack(run).expect("a thread") {
        Ok(Ok(())) => {}
        Ok(Err(difference)) => panic!("{difference}"),
        Err(payload) => std::panic::resume_unwind(payload),
    }
});
