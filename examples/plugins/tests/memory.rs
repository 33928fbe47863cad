//! Thousands of plug-ins, and what is left of them. The only test of its process: it counts bytes.

mod support;

use std::{
    fs,
    sync::{Arc, Weak},
};

use boa_async_context_leak_lab::{CountingAllocator, bytes_in_use, start_counting};
use plugin_host::Identity;

use support::{FAILING, World, honest};

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator::system();

/// Every plug-in in turn beside one that stays, most of them honest, some of them not.
#[test]
fn two_thousand_plug_ins_come_and_go_and_leave_nothing() {
    const CYCLES: usize = 2_000;
    let mut world = World::new();
    start_counting();
    world
        .load("resident", &honest("resident"))
        .expect("it loads");
    let mut gone: Vec<Weak<Identity>> = Vec::new();
    let mut bytes = Vec::new();
    let mut closed = 0;
    for cycle in 0..CYCLES {
        if cycle % 10 == 9 {
            let (name, text, _) = FAILING[cycle / 10 % FAILING.len()];
            assert!(world.load(name, text).is_err(), "{name}");
        } else {
            let name = format!("p{cycle}");
            world.load(&name, &honest(&name)).expect("it loads");
            gone.push(Arc::downgrade(
                world.host.identity(&name).expect("it is loaded"),
            ));
            world.host.send("ask", "x");
            // Both have heard, and have told each other.
            let log = world.logged(4);
            assert!(
                log.iter()
                    .all(|(by, text)| text.starts_with(&format!("{by} hears"))),
                "{log:?}"
            );
            let unloaded = world.host.unload(&name).expect("it is loaded");
            unloaded.deactivated.expect("it does not fail");
            let resources = unloaded.report.resources;
            assert_eq!(
                (resources.created, resources.closed, resources.open),
                (1, 1, 0)
            );
            closed += resources.closed;
            fs::remove_file(world.directory.path().join(format!("{name}.mjs")))
                .expect("it is there");
        }
        if cycle % 500 == 499 {
            boa_gc::force_collect();
            bytes.push(bytes_in_use());
        }
    }
    assert_eq!(closed, 1_800);
    assert_eq!(world.host.open_leases(), 1);
    // Nothing holds the identity of one that is gone: no mapping, no job, no closure.
    assert!(gone.iter().all(|identity| identity.upgrade().is_none()));
    // What is allocated after 500, 1,000, 1,500 and 2,000 cycles. A plug-in has more than 300 KB.
    let growth = bytes[3] - bytes[0];
    assert!(growth < 200_000, "{bytes:?}");
}
