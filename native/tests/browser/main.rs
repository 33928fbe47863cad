//! JavaScript handles to objects in a real browser.

mod end;
mod release;
#[path = "../support/mod.rs"]
mod support;
mod values;

use std::{io::Write as _, path::PathBuf, process::Command, sync::Arc};

use boa_async_context::cleanup::{ResourceOptions, RetryPolicy};
use boa_async_context_native::browser::{Chromium, Page, find_chromium, register};
use support::{Fixture, LONG};
use tokio::runtime::Runtime as Tokio;

/// How many objects the tests hold: enough for several batches.
const MANY: u64 = 500;

/// The path of a browser, if there is one. If not, says so on the terminal, where the test harness does not hide it.
fn chromium() -> Option<PathBuf> {
    let found = find_chromium();
    if found.is_none() {
        assert!(
            std::env::var_os("REQUIRE_CHROMIUM").is_none(),
            "REQUIRE_CHROMIUM is set, and there is no Chromium: CHROMIUM tells where one is"
        );
        let _ = writeln!(
            std::io::stderr(),
            "SKIPPED: there is no Chromium for the tests of the browser; CHROMIUM tells where one is"
        );
    }
    found
}

/// A runtime, and a browser with a page that JavaScript has as the global `page`.
struct Setup {
    fixture: Fixture,
    chromium: Chromium,
    /// The page, for questions without JavaScript.
    page: Page,
    tokio: Arc<Tokio>,
}

impl Setup {
    fn new() -> Option<Self> {
        let executable = chromium()?;
        let tokio = Arc::new(Tokio::new().expect("threads can be started"));
        let options = ResourceOptions::default().runtime(tokio.handle().clone());
        let mut fixture = Fixture::new(options);
        register(&mut fixture.runtime).expect("the classes are new");
        let (chromium, page) = tokio.block_on(async {
            let chromium = Chromium::launch(&executable, RetryPolicy::default())
                .await
                .expect("the browser starts");
            let page = chromium.new_page().await.expect("the browser has pages");
            (chromium, page)
        });
        let owned = fixture.runtime.resources().own(page.clone());
        fixture.define("page", owned);
        let mut setup = Self {
            fixture,
            chromium,
            page,
            tokio,
        };
        setup.run("await page.evaluate('globalThis.Leaf = class Leaf {}; 0')");
        Some(setup)
    }

    fn run(&mut self, body: &str) -> String {
        self.fixture.run(body)
    }

    /// How many objects the browser itself counts.
    fn live(&self) -> u64 {
        let counted = self.tokio.block_on(self.page.count_instances("Leaf"));
        counted.expect("the page is there")
    }

    /// Waits until every object that was submitted is released or given up.
    fn drain(&self) {
        let left = self.tokio.block_on(self.chromium.drain_releases(LONG));
        assert!(left.is_empty(), "{left}");
    }

    fn end(self) {
        self.tokio.block_on(self.chromium.close()).expect("it ends");
    }
}

/// Makes this many objects that only handles keep alive.
fn make(n: u64) -> String {
    format!(
        "globalThis.leaves = await Promise.all(
             Array.from({{ length: {n} }}, () => page.evaluate('new Leaf')));
         return leaves.length;"
    )
}

#[test]
fn a_program_that_is_no_browser_is_an_error_that_names_it() {
    let tokio = Tokio::new().expect("threads can be started");
    for (program, why) in [
        ("/no/such/chromium", "No such file"),
        ("/bin/true", "it ended at once"),
    ] {
        let launched = tokio.block_on(Chromium::launch(program.as_ref(), RetryPolicy::default()));
        let error = launched.expect_err("it is no browser").to_string();
        assert!(
            error.starts_with(&format!("cannot start {program}: {why}")),
            "{error}"
        );
    }
}

#[test]
fn without_a_browser_the_tests_say_that_they_were_skipped_or_fail_if_one_is_required() {
    let this = std::env::current_exe().expect("it is running");
    let test = |required: Option<&str>| {
        let mut command = Command::new(&this);
        command
            .args([
                "--exact",
                "release::half_of_the_handles_keep_half_of_the_objects",
            ])
            .env("CHROMIUM", "")
            .env_remove("REQUIRE_CHROMIUM");
        if let Some(required) = required {
            command.env("REQUIRE_CHROMIUM", required);
        }
        command.output().expect("it can be run again")
    };
    let skipped = test(None);
    let stderr = String::from_utf8_lossy(&skipped.stderr);
    assert!(skipped.status.success(), "{stderr}");
    assert!(
        stderr.lines().any(|line| line.starts_with("SKIPPED: ")),
        "{stderr}"
    );
    assert!(!test(Some("1")).status.success());
}
