//! The reader of import maps.
#![no_main]

use boa_async_context_modules::{Error, NodeModules};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|json: &str| {
    let modules = NodeModules::builder()
        .root("/")
        .import_map_text(json, "/")
        .build();
    match modules {
        Ok(_) => {}
        Err(Error::ImportMap { message, .. }) => assert!(!message.is_empty()),
        Err(error) => panic!("{error}"),
    }
});
