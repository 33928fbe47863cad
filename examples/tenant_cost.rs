//! What a tenant costs, as a realm and as a runtime of its own: time to make it, and resident memory while it lives and
//! after it is dropped. `cargo run --release --example tenant_cost runtime`, and `realm`, on Linux.
#![forbid(unsafe_code)]

use std::{
    io::{self, Write as _},
    time::Instant,
};

use boa_async_context::Runtime;
use boa_gc::force_collect;

const TENANTS: usize = 200;
const PROGRAM: &str =
    "globalThis.handle = async () => { await null; return [1, 2, 3].map((n) => n + 1); };";

/// The resident memory of this process, in KB.
fn resident() -> usize {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = pages
        .split(' ')
        .nth(1)
        .and_then(|pages| pages.parse::<usize>().ok());
    pages.unwrap_or(0) * 4
}

/// Makes tenants and keeps them; drops them; then makes and drops as many several times.
fn measure<T>(what: &str, mut make: impl FnMut() -> T) {
    const ROUNDS: usize = 4;
    // The first one pays for what all share.
    drop(make());
    force_collect();
    let before = resident();
    let begun = Instant::now();
    let tenants: Vec<T> = (0..TENANTS).map(|_| make()).collect();
    let each = begun.elapsed() / TENANTS as u32;
    let alive = resident().saturating_sub(before);
    drop(tenants);
    force_collect();
    // What was freed is used again, so only what was not freed makes the process grow.
    let freed = resident();
    for _ in 0..ROUNDS {
        let tenants: Vec<T> = (0..TENANTS).map(|_| make()).collect();
        drop(tenants);
        force_collect();
    }
    let growth = resident().saturating_sub(freed);
    let _ = writeln!(
        io::stdout(),
        "{what}: {each:.2?} and {} KB each; {} KB each after the end",
        alive / TENANTS,
        growth / (ROUNDS * TENANTS)
    );
}

fn main() {
    // A process for each: they would use each other's freed memory.
    match std::env::args().nth(1).as_deref() {
        Some("runtime") => measure("a runtime", || {
            let mut runtime = Runtime::builder().build().expect("a runtime");
            runtime.eval(PROGRAM).expect("a script");
            runtime
        }),
        Some("realm") => {
            let mut runtime = Runtime::builder().build().expect("a runtime");
            measure("a realm", || {
                let realm = runtime.create_realm().expect("a realm");
                realm.eval(&mut runtime, PROGRAM).expect("a script");
                let _ = realm.close(&mut runtime);
                realm
            });
        }
        _ => {
            let _ = writeln!(io::stderr(), "usage: tenant_cost runtime|realm");
        }
    }
}
