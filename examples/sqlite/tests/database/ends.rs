//! How databases and transactions end, besides by `close()` and `commit`.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    time::Duration,
};

use crate::support::{World, begin, eventually, rows, run, run_until_ready, settled};

const LONG: Duration = Duration::from_secs(600);

#[test]
fn a_forgotten_database_is_closed_and_reported() {
    let world = World::new();
    let mut runtime = world.runtime();
    let resources = runtime.resources().clone();
    let text = run(
        &mut runtime,
        r#"
        await (await Database.open(directory + "/a")).exec("CREATE TABLE t (n); INSERT INTO t VALUES (1)");
        await sleep(0);
        "#,
    );
    assert_eq!(text, "undefined");
    runtime.eval("gc()").expect("it collects");
    let report = settled(&resources);
    assert_eq!((report.created, report.closed), (1, 1));
    let [leak] = &world.leaks()[..] else {
        panic!("{:?}", world.leaks())
    };
    assert!(
        leak.contains("/a was collected without having been closed") && leak.contains("opened at"),
        "{leak}"
    );
    assert_eq!(rows(&world, "a"), [1]);
}

#[test]
fn a_database_that_is_collected_while_a_statement_runs_is_closed_after_it() {
    let world = World::new();
    let mut runtime = world.runtime();
    let resources = runtime.resources().clone();
    // The statement waits for this lock, so it runs as long as the test wants.
    let lock = world.connection("a");
    lock.execute_batch("CREATE TABLE t (n); BEGIN IMMEDIATE")
        .expect("it is free");
    begin(
        &mut runtime,
        r#"
        const options = { wait: 600_000, grace: 600_000 };
        return (await Database.open(directory + "/a", options)).exec("INSERT INTO t VALUES (1)");
        "#,
    );
    // Nothing refers to the database once the statement was called.
    while resources.report().stats.submitted == 0 {
        runtime
            .block_on(async |runtime| runtime.run_for(Duration::from_millis(2)).await)
            .expect("a thread");
        runtime.eval("gc()").expect("it collects");
    }
    assert_eq!(resources.report().open, 1, "the statement is running");
    lock.execute_batch("COMMIT").expect("it was open");
    runtime.run_until_idle_blocking().expect("a thread");
    let changed = runtime.eval("result").expect("it is defined");
    assert_eq!(changed.display().to_string(), "\"1\"");
    assert_eq!(settled(&resources).closed, 1);
    assert_eq!(rows(&world, "a"), [1]);
}

#[test]
fn a_transaction_that_nothing_can_end_any_more_is_rolled_back() {
    let world = World::new();
    let mut runtime = world.runtime();
    let resources = runtime.resources().clone();
    begin(
        &mut runtime,
        r#"
        globalThis.db = await Database.open(directory + "/a", { wait: 600_000 });
        await db.exec("CREATE TABLE t (n)");
        db.transaction(async () => {
            await db.exec("INSERT INTO t VALUES (1)");
            // A savepoint that is never released, within it.
            await db.transaction(async () => {
                await db.exec("INSERT INTO t VALUES (2)");
                globalThis.ready = true;
                await new Promise(() => {});
            });
        });
        "#,
    );
    run_until_ready(&mut runtime);
    runtime.run_until_idle_blocking().expect("a thread");
    assert_eq!(resources.report().open, 3);
    runtime.eval("gc()").expect("it collects");
    // It waits for the transaction to be rolled back.
    let text = run(
        &mut runtime,
        r#"
        await db.exec("INSERT INTO t VALUES (3)");
        await db.close();
        "#,
    );
    assert_eq!(text, "undefined");
    let report = settled(&resources);
    assert_eq!((report.created, report.closed), (3, 3));
    let leaks = world.leaks();
    assert_eq!(leaks.len(), 2, "{leaks:?}");
    assert!(leaks.iter().all(|leak| leak.contains("Transaction")));
    assert_eq!(rows(&world, "a"), [3]);
}

/// The function of the transaction does not refer to the database.
#[test]
fn a_transaction_keeps_its_database() {
    let world = World::new();
    let mut runtime = world.runtime();
    let text = run(
        &mut runtime,
        r#"
        const done = (await Database.open(directory + "/a")).transaction(async () => {
            await sleep(1);
            gc();
            await sleep(1);
            return "committed";
        });
        return done;
        "#,
    );
    assert_eq!(text, "\"committed\"");
}

#[test]
fn closing_a_database_rolls_its_transaction_back() {
    let world = World::new();
    let mut runtime = world.runtime();
    let resources = runtime.resources().clone();
    let text = run(
        &mut runtime,
        r#"
        const db = await Database.open(directory + "/a");
        await db.exec("CREATE TABLE t (n)");
        const texts = [];
        texts.push(await settle(db.transaction(async () => {
            await db.exec("INSERT INTO t VALUES (1)");
            await db.close();
            texts.push((await settle(db.exec("INSERT INTO t VALUES (2)"))).replace(directory, ""));
        })));
        return texts;
        "#,
    );
    assert_eq!(
        text,
        r#"["TypeError: Database /a.exec: it is closed","Error: the database is closed"]"#
    );
    assert_eq!(settled(&resources).closed, 2);
    assert!(rows(&world, "a").is_empty());
}

/// A transaction that waits for its savepoint waits for one that may never end.
#[test]
fn closing_a_database_ends_a_transaction_that_waits_for_its_savepoint() {
    let world = World::new();
    let mut runtime = world.runtime();
    let resources = runtime.resources().clone();
    let text = run(
        &mut runtime,
        r#"
        const db = await Database.open(directory + "/a");
        let inner;
        const outer = settle(db.transaction(async () => {
            await new Promise((begun) => {
                inner = settle(db.transaction(async () => {
                    begun();
                    await db.close();
                }));
            });
            // And the commit waits for the savepoint.
        }));
        return [await outer, await inner];
        "#,
    );
    assert_eq!(
        text,
        r#"["Error: the database is closed","Error: the database is closed"]"#
    );
    assert_eq!(settled(&resources).closed, 3);
}

#[test]
fn closing_a_database_waits_for_nobody_who_waits_for_a_turn() {
    let world = World::new();
    let mut runtime = world.runtime();
    let resources = runtime.resources().clone();
    let text = run(
        &mut runtime,
        r#"
        // A day is longer than anything waits for a closing.
        const db = await Database.open(directory + "/a", { wait: 86_400_000 });
        let begun;
        const begins = new Promise((resolve) => { begun = resolve; });
        db.transaction(() => { begun(); return new Promise(() => {}); });
        await begins;
        const waiting = [settle(db.transaction(async () => {})), settle(db.exec("SELECT 1"))];
        await db.close();
        return Promise.all(waiting);
        "#,
    );
    assert_eq!(
        text,
        r#"["Error: the database is closed","Error: the database is closed"]"#
    );
    runtime.eval("gc()").expect("it collects");
    assert_eq!(settled(&resources).closed, 2);
}

/// A program that is in the middle of transactions, savepoints and statements in two databases.
const BUSY: &str = r#"
    const [a, b] = await Promise.all(["/a", "/b"].map((name) => Database.open(directory + name, { grace: 0 })));
    await Promise.all([a, b].map((db) => db.exec("CREATE TABLE t (n); INSERT INTO t VALUES (1)")));
    let left = 2;
    for (const db of [a, b]) {
        db.transaction(async () => {
            await db.exec("INSERT INTO t VALUES (2)");
            await db.transaction(async () => {
                await db.exec("INSERT INTO t VALUES (3)");
                if (--left === 0) globalThis.ready = true;
                if (db === a) await db.query(ENDLESS);
                await sleep(86_400_000);
            });
        }).catch(() => {});
    }
"#;

#[test]
fn a_shutdown_rolls_back_and_closes_everything() {
    let world = World::new();
    let mut runtime = world.runtime();
    begin(&mut runtime, BUSY);
    run_until_ready(&mut runtime);
    runtime.event_loop().mailbox().end();
    let report = runtime
        .block_on(async |runtime| runtime.shutdown(LONG).await)
        .expect("a thread");
    let resources = &report.resources;
    assert_eq!(
        (resources.created, resources.closed, resources.open),
        (6, 6, 0),
        "{resources}"
    );
    assert!(resources.left.is_empty(), "{resources}");
    for name in ["a", "b"] {
        world
            .connection(name)
            .execute_batch("BEGIN EXCLUSIVE")
            .expect("no lock is left");
        assert_eq!(rows(&world, name), [1]);
    }
}

#[test]
fn a_runtime_that_is_dropped_leaves_no_lock_and_no_half() {
    let world = World::new();
    // With and without somebody who keeps the accounts.
    for keeps in [true, false] {
        let mut runtime = world.runtime();
        begin(
            &mut runtime,
            &BUSY.replace("CREATE TABLE", "CREATE TABLE IF NOT EXISTS"),
        );
        run_until_ready(&mut runtime);
        let resources = keeps.then(|| runtime.resources().clone());
        drop(runtime);
        // What a program held is closed when it is collected.
        boa_gc::force_collect();
        for name in ["a", "b"] {
            let connection = world.connection(name);
            eventually(|| connection.execute_batch("BEGIN EXCLUSIVE").is_ok());
        }
        if let Some(resources) = resources {
            let report = settled(&resources);
            assert_eq!((report.created, report.closed), (6, 6), "{report}");
        }
    }
    assert_eq!(rows(&world, "a"), [1, 1]);
    assert_eq!(rows(&world, "b"), [1, 1]);
}

#[test]
fn a_host_that_panics_leaves_no_lock_and_no_half() {
    let world = World::new();
    let mut runtime = world.runtime();
    let resources = runtime.resources().clone();
    begin(&mut runtime, BUSY);
    run_until_ready(&mut runtime);
    let panicked = catch_unwind(AssertUnwindSafe(move || {
        let _runtime = runtime;
        std::panic::resume_unwind(Box::new("the host"));
    }));
    assert!(panicked.is_err());
    boa_gc::force_collect();
    let report = settled(&resources);
    assert_eq!((report.created, report.closed), (6, 6), "{report}");
    assert_eq!(rows(&world, "a"), [1]);
}

/// 200 programs that end in one way or another, each with a transaction that must be whole or nothing.
#[test]
fn nothing_is_lost_in_many_ends() {
    let world = World::new();
    let mut expected = Vec::new();
    let mut created = 0;
    for round in 0..200_i64 {
        let mut runtime = world.runtime();
        let resources = runtime.resources().clone();
        let end = round % 5;
        begin(
            &mut runtime,
            &format!(
                r#"
                const db = await Database.open(directory + "/a", {{ wait: 600_000 }});
                await db.exec("CREATE TABLE IF NOT EXISTS t (n)");
                await db.transaction(async () => {{
                    await db.exec("INSERT INTO t VALUES ({round})");
                    if ({end} === 0) return;
                    globalThis.ready = true;
                    if ({end} === 1) throw new Error("no");
                    await new Promise(() => {{}});
                }}).finally(() => {{ globalThis.ready = true; }});
                "#
            ),
        );
        run_until_ready(&mut runtime);
        match end {
            // Committed, rolled back, forgotten; and the database is forgotten in each.
            0..=2 => {
                runtime.run_until_idle_blocking().expect("a thread");
                runtime.eval("gc()").expect("it collects");
                assert_eq!(settled(&resources).created, 2);
            }
            3 => {
                let report = runtime
                    .block_on(async |runtime| runtime.shutdown(LONG).await)
                    .expect("a thread");
                assert!(report.is_clean(), "{report:?}");
            }
            _ => drop(catch_unwind(AssertUnwindSafe(move || {
                let _runtime = runtime;
                std::panic::resume_unwind(Box::new("the host"));
            }))),
        }
        if end == 0 {
            expected.push(round);
        }
        // Whatever the runtime has left.
        boa_gc::force_collect();
        let report = settled(&resources);
        assert_eq!(report.created, report.closed, "{end}: {report}");
        created += report.created;
    }
    assert_eq!(created, 400);
    assert_eq!(rows(&world, "a"), expected);
}
