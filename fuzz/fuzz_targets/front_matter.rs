//! The reader of the front matter of test262 files.
#![no_main]

use boa_async_context_test262::metadata::Metadata;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for text in [text, &format!("/*---\n{text}\n---*/")] {
        match Metadata::read(text) {
            Ok(metadata) => {
                let flags = &metadata.flags;
                assert!(!(flags.only_strict && flags.no_strict));
                assert!(!(flags.raw && (flags.is_async || !metadata.includes.is_empty())));
            }
            Err(problem) => assert!(!problem.is_empty()),
        }
    }
});
