//! JavaScript holds objects in a headless Chromium and forgets them; they are released in batches.
//!
//! `cargo run -p boa_async_context_native --features browser --example browser`

use std::{
    error::Error,
    io::{self, Write as _},
    time::Duration,
};

use boa_async_context::{
    Runtime,
    cleanup::{OperationValue, ResourceOptions, RetryPolicy},
};
use boa_async_context_native::browser::{self, Browser, Chromium, find_chromium};
use boa_engine::{js_string, property::Attribute};

fn main() -> Result<(), Box<dyn Error>> {
    let executable = find_chromium().ok_or("there is no Chromium; CHROMIUM tells where one is")?;
    let tokio = tokio::runtime::Runtime::new()?;
    let options = ResourceOptions::default().runtime(tokio.handle().clone());
    // Forgetting is intended here, so there is no warning.
    let mut runtime = Runtime::builder()
        .resources(options.on_leak(|_| ()))
        .build()?;
    browser::register(&mut runtime)?;
    let chromium = tokio.block_on(Chromium::launch(&executable, RetryPolicy::default()))?;
    let browser = runtime.resources().own(Browser(chromium.clone()));
    let browser = browser.into_js(&mut runtime.context_mut())?;
    runtime.context_mut().register_global_property(
        js_string!("browser"),
        browser,
        Attribute::all(),
    )?;
    runtime.eval(
        "(async () => {
             globalThis.page = await browser.newPage();
             await page.evaluate('class Leaf {}; globalThis.Leaf = Leaf; 0');
             const leaves = Array.from({ length: 500 }, () => page.evaluate('new Leaf'));
             console.log((await Promise.all(leaves)).length, 'objects are held');
         })()",
    )?;
    runtime.run_until_idle_blocking()?;
    boa_gc::force_collect();
    while runtime.resources().report().open > 2 {
        std::thread::sleep(Duration::from_millis(1));
    }
    let left = tokio.block_on(chromium.drain_releases(Duration::from_secs(30)));
    let _ = writeln!(io::stdout(), "{}; left: {left}", chromium.release_stats());
    let _ = writeln!(io::stdout(), "in {} calls", chromium.release_calls());
    let report =
        runtime.block_on(async |runtime| runtime.shutdown(Duration::from_secs(30)).await)?;
    let _ = writeln!(io::stdout(), "{}", report.resources);
    Ok(())
}
