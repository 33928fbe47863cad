//! Objects are released in the browser when JavaScript no longer holds them.

use crate::{MANY, Setup, make};

#[test]
fn collecting_the_handles_releases_the_objects_in_few_calls() {
    let Some(mut setup) = Setup::new() else {
        return;
    };
    assert_eq!(setup.run(&make(MANY)), MANY.to_string());
    assert_eq!(setup.live(), MANY);
    // The browser keeps the objects that JavaScript holds.
    boa_gc::force_collect();
    assert_eq!(setup.live(), MANY);
    assert_eq!(setup.chromium.release_calls(), 0);

    setup.run("leaves = undefined");
    let report = setup.fixture.collect_until_open(1);
    assert_eq!(report.closed, MANY);
    setup.drain();
    assert_eq!(setup.live(), 0);
    let stats = setup.chromium.release_stats();
    assert_eq!((stats.submitted, stats.completed), (MANY, MANY));
    let calls = setup.chromium.release_calls();
    eprintln!("{MANY} objects were released in {calls} calls");
    assert!(
        (MANY.div_ceil(64)..=MANY / 20).contains(&calls),
        "{calls} calls"
    );
    assert_eq!(setup.fixture.leaks().len() as u64, MANY);
    setup.end();
}

#[test]
fn half_of_the_handles_keep_half_of_the_objects() {
    let Some(mut setup) = Setup::new() else {
        return;
    };
    setup.run(&make(100));
    setup.run("leaves.length = 50");
    assert_eq!(setup.fixture.collect_until_open(51).open, 51);
    setup.drain();
    assert_eq!(setup.live(), 50);
    assert_eq!(
        setup.run("await Promise.all(leaves.map((leaf) => leaf.close()))"),
        "undefined"
    );
    setup.drain();
    assert_eq!(setup.live(), 0);
    setup.end();
}

#[test]
fn a_closed_handle_says_so_and_closing_again_is_the_same_end() {
    let Some(mut setup) = Setup::new() else {
        return;
    };
    let outcome = setup.run(
        "globalThis.leaf = await page.evaluate('new Leaf');
         const first = leaf.property('constructor');
         await Promise.all([leaf.close(), leaf.close()]);
         // The operation before succeeded.
         await first;
         return leaf.property('constructor');",
    );
    assert!(
        outcome.starts_with("TypeError: RemoteObject Leaf "),
        "{outcome}"
    );
    assert!(outcome.ends_with(".property: it is closed"), "{outcome}");
    setup.drain();
    assert_eq!(setup.live(), 0);
    setup.end();
}

#[test]
fn a_forgotten_handle_is_reported_with_where_it_came_from() {
    let Some(mut setup) = Setup::new() else {
        return;
    };
    let directory = tempfile::tempdir().expect("the temporary directory is there");
    let script = directory.path().join("forgetful.js");
    setup
        .fixture
        .run_file(&script, "\n\npage.evaluate('new Leaf');\n");
    assert_eq!(setup.live(), 1);
    assert_eq!(setup.fixture.collect_until_open(1).open, 1);
    setup.drain();
    assert_eq!(setup.live(), 0);
    let leaks = setup.fixture.leaks();
    let [leak] = &*leaks else {
        panic!("one leak, not {leaks:?}")
    };
    assert!(
        leak.label.as_str().starts_with("RemoteObject Leaf "),
        "{leak}"
    );
    assert!(
        leak.created_at
            .contains(&format!("{}:3:", script.display())),
        "{leak}"
    );
    setup.end();
}
