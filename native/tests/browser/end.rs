//! How pages and browsers end, and what happens to handles of their objects.

use std::{process::Command, thread, time::Duration};

use boa_async_context::cleanup::ResourceOptions;
use boa_async_context_native::browser::{Browser, register};

use crate::{
    MANY, Setup, chromium, make,
    support::{Fixture, Log, Noted, lock},
};

#[test]
fn closing_a_page_rejects_what_runs_in_it_and_releases_its_objects() {
    let Some(mut setup) = Setup::new() else {
        return;
    };
    let outcome = setup.run(
        "globalThis.leaf = await page.evaluate('new Leaf');
         const pending = page.evaluate('new Promise(() => {})').catch((error) => error.message);
         const forever = await page.evaluate('({ get never() { for (;;); } })');
         const never = forever.property('never').catch((error) => error.message);
         await page.close();
         return [await pending, await never, await leaf.property('x').catch((error) => error.message)].join();",
    );
    assert_eq!(outcome, ["the page was closed"; 3].join(","));
    // The objects of its handles are gone; that is not a failure.
    assert_eq!(setup.run("await leaf.close(); return 'ended'"), "ended");
    setup.drain();
    assert_eq!(setup.chromium.release_stats().failed, 0);
    setup.end();
}

#[test]
fn a_browser_that_is_killed_ends_in_counted_losses_and_hangs_nobody() {
    let Some(mut setup) = Setup::new() else {
        return;
    };
    setup.run(&make(MANY));
    setup
        .fixture
        .start("await page.evaluate('new Promise(() => {})')");
    let pid = setup.chromium.pid().to_string();
    let killer = thread::spawn(move || {
        // During the evaluation or before; it fails in the same way.
        thread::sleep(Duration::from_millis(50));
        Command::new("kill").args(["-9", &pid]).status()
    });
    assert_eq!(setup.fixture.settle(), "Error: the browser is gone");
    assert!(
        killer
            .join()
            .expect("it does not panic")
            .expect("there is a kill")
            .success()
    );
    assert!(setup.chromium.is_gone());
    assert_eq!(
        setup.run("await page.evaluate('1')"),
        "Error: the browser is gone"
    );

    setup.run("leaves = undefined");
    let report = setup.fixture.collect_until_open(1);
    assert_eq!((report.closed, report.failed), (0, MANY));
    setup.drain();
    let stats = setup.chromium.release_stats();
    assert_eq!((stats.submitted, stats.completed), (MANY, 0));
    assert_eq!(stats.failed + stats.abandoned, MANY, "{stats}");
    assert!(setup.chromium.release_calls() <= 1);
    let closed = setup.tokio.block_on(setup.chromium.close());
    assert_eq!(
        closed.expect_err("it is gone").to_string(),
        "the browser is gone"
    );
    assert!(!setup.chromium.profile().exists());
}

#[test]
fn a_shutdown_ends_the_browser_and_removes_its_profile() {
    let Some(mut setup) = Setup::new() else {
        return;
    };
    let owned = setup
        .fixture
        .runtime
        .resources()
        .own(Browser(setup.chromium.clone()));
    setup.fixture.define("browser", owned);
    setup.run(&make(10));
    let outcome = setup.run(
        "globalThis.other = await browser.newPage();
         globalThis.object = await other.evaluate('({})');
         return other.evaluate('1 + 1');",
    );
    assert_eq!(outcome, "2");
    assert!(setup.chromium.profile().exists());
    let report = setup.fixture.shut_down();
    assert!(report.is_clean(), "{report:?}");
    assert_eq!(report.resources.closed, 14);
    assert!(!setup.chromium.profile().exists());
    setup.drain();
    let stats = setup.chromium.release_stats();
    assert_eq!((stats.submitted, stats.completed), (11, 11));
    assert!(setup.fixture.leaks().is_empty());
}

#[test]
fn a_shutdown_closes_browser_pages_and_objects_in_the_order_of_creation() {
    let Some(mut setup) = Setup::new() else {
        return;
    };
    let log = Log::default();
    let resources = setup.fixture.runtime.resources().clone();
    let browser = resources.own(Noted(Browser(setup.chromium.clone()), log.clone()));
    let second = setup
        .tokio
        .block_on(setup.chromium.new_page())
        .expect("it has pages");
    let second = resources.own(Noted(second, log.clone()));
    let report = setup.fixture.shut_down();
    assert!(report.is_clean(), "{report:?}");
    let log = lock(&log).join("\n");
    let expected = ["closing process", "closed process", "closing ", "closed "];
    assert_eq!(log.lines().count(), expected.len());
    assert!(
        log.lines()
            .zip(expected)
            .all(|(line, start)| line.starts_with(start)),
        "{log}"
    );
    drop((browser, second));
}

#[test]
fn a_browser_that_javascript_opens_is_ended_when_it_is_forgotten() {
    if chromium().is_none() {
        return;
    }
    let mut fixture = Fixture::new(ResourceOptions::default());
    register(&mut fixture.runtime).expect("the classes are new");
    let outcome = fixture.run(
        "const browser = await Browser.open();
         const page = await browser.newPage();
         const list = await page.evaluate('[1, 2, 3]');
         return `${await list.property('length')} ${await page.evaluate('navigator.userAgent')}`;",
    );
    assert!(outcome.starts_with("3 Mozilla"), "{outcome}");
    let report = fixture.collect_until_open(0);
    assert_eq!((report.created, report.closed), (3, 3));
    assert_eq!(fixture.leaks().len(), 3);
}
