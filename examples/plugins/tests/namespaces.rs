//! A limit of the published engine, and why the host imports hooks by name. The only test of its process: it counts bytes.

mod support;

use boa_async_context::EXACT_GENERATORS;
use boa_async_context_leak_lab::{CountingAllocator, bytes_in_use, start_counting};

use support::World;

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator::system();

#[test]
fn a_namespace_object_keeps_its_runtime_on_the_published_engine() {
    let mut world = World::new();
    world.write("other", "export const a = 1;");
    start_counting();
    let mut grown_by = |text: &str| {
        let mut cycle = || {
            world.load("p", text).expect("it loads");
            world
                .host
                .unload("p")
                .expect("it is loaded")
                .deactivated
                .expect("it does not fail");
        };
        cycle();
        let before = bytes_in_use();
        (0..20).for_each(|_| cycle());
        (bytes_in_use() - before) / 20
    };
    let by_name = grown_by("import { a } from './other.mjs'; export const activate = () => a;");
    assert!(by_name < 4_000, "{by_name} bytes a cycle");
    for text in [
        "import * as all from './other.mjs'; export const activate = () => all.a;",
        "export const activate = async () => (await import('./other.mjs')).a;",
    ] {
        let bytes = grown_by(text);
        assert_eq!(
            bytes < 4_000,
            EXACT_GENERATORS,
            "{bytes} bytes a cycle: {text}"
        );
    }
}
