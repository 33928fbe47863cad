//! `cargo run -p boa_async_context_sqlite [MODULE]`: runs a program that has the class `Database`.

use std::{
    error::Error,
    io::{self, Write as _},
    process::ExitCode,
    time::Duration,
};

use boa_async_context::Runtime;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let path = std::env::args_os().nth(1);
    let path = path.unwrap_or_else(|| concat!(env!("CARGO_MANIFEST_DIR"), "/app.mjs").into());
    let mut runtime = Runtime::builder().build()?;
    sqlite_host::register(&mut runtime)?;
    // A failure is reported, and counted.
    runtime.run_module(path)?;
    let report = runtime.block_on(async |runtime| {
        runtime.run_until_idle().await;
        runtime.shutdown(Duration::from_secs(10)).await
    })?;
    if !report.is_clean() {
        let _ = writeln!(io::stderr(), "{}", report.resources);
    }
    let failures = runtime.event_loop().failures();
    Ok(if failures == 0 && report.is_clean() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
