//! The first text of a process is checked where the stack is too small to measure the engine's parser on.
//!
//! It is the only test of this program: the costs are measured once in a process. In exact mode the parser has a limit of its own.

#![cfg(not(exact_native_stack))]

use std::thread;

use boa_async_context::check_nesting;
use boa_engine::{Context, Source};

#[test]
fn the_parser_is_measured_on_a_thread_of_its_own() {
    let thread = thread::Builder::new().stack_size(512 << 10);
    let checked = thread.spawn(|| {
        let context = &mut Context::default();
        // With the costs of the worst build it would not fit.
        let text = format!("{}1{}", "(".repeat(8), ")".repeat(8));
        let checked = check_nesting(&text, context);
        let ran = checked.and_then(|()| context.eval(Source::from_bytes(&text)));
        assert!(ran.is_ok(), "{ran:?}");
        let deeper = format!("{}1{}", "(".repeat(1_000), ")".repeat(1_000));
        assert!(check_nesting(&deeper, context).is_err());
    });
    checked.expect("a thread").join().expect("no panic");
}
