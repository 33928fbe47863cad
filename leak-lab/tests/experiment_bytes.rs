//! An experiment that judges the bytes in use. It is alone in its program, because the whole process is counted.

use boa_async_context::Runtime;
use boa_async_context_leak_lab::{CountingAllocator, Experiment};

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator::system();

#[test]
fn memory_that_grows_is_found_though_nothing_watched_stays() {
    let mut runtime = Runtime::builder().build().expect("a runtime");
    let mut kept: Vec<Vec<u8>> = Vec::new();
    let mut serve = |keeps: usize| {
        let experiment = Experiment::new().flat_bytes();
        experiment.run(&mut runtime, |round| {
            round.payload("request")?;
            if keeps > 0 {
                kept.push(vec![1; keeps]);
            }
            Ok(())
        })
    };
    let measured = serve(0).expect("nothing stays");
    assert!(measured.slope().is_some());
    let text = serve(5_000).expect_err("it grows").to_string();
    assert!(text.contains("bytes a round are retained"), "{text}");
    assert!(text.contains("none may be"), "{text}");
}
