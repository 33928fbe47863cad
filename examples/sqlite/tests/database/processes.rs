//! Processes that end in the middle of a transaction.

use std::{
    fs,
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

use crate::support::{World, rows};

/// Starts the command with a program, and waits until it says that it is in the middle.
fn start(world: &World, end: &str) -> Child {
    let program = format!(
        r#"
        const db = await Database.open({path:?});
        await db.exec("CREATE TABLE IF NOT EXISTS t (n); INSERT INTO t VALUES (1)");
        await db.transaction(() => db.exec("INSERT INTO t VALUES (2)"));
        await db.transaction(async () => {{
            // More than the page cache holds, so that a part of it is in the file already.
            await db.exec("PRAGMA cache_size = 10");
            await db.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 100000)
                           INSERT INTO t SELECT 3 FROM n`);
            console.log("ready");
            {end}
        }});
        "#,
        path = world.path("a")
    );
    let path = world.path("program.mjs");
    fs::write(&path, program).expect("it is written");
    let mut child = Command::new(env!("CARGO_BIN_EXE_boa_async_context_sqlite"))
        .arg(path)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let output = child.stdout.take().expect("it is piped");
    let line = BufReader::new(output).lines().next();
    assert_eq!(line.expect("a line").expect("UTF-8"), "ready");
    child
}

fn check(world: &World) {
    let connection = world.connection("a");
    let verdict: String = connection
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .expect("a verdict");
    assert_eq!(verdict, "ok");
    assert_eq!(rows(world, "a"), [1, 2], "what was not committed is absent");
}

#[test]
fn a_process_that_is_killed_in_a_transaction_leaves_what_was_committed() {
    let world = World::new();
    let mut child = start(
        &world,
        "await new Promise((resolve) => setTimeout(resolve, 86_400_000));",
    );
    // The transaction has begun to write.
    assert!(fs::metadata(world.path("a-journal")).is_ok_and(|journal| journal.len() > 0));
    child.kill().expect("it runs");
    child.wait().expect("it has ended");
    check(&world);
}

/// The program waits for nothing, so its loop ends, and the shutdown rolls back.
#[test]
fn a_process_that_ends_in_a_transaction_leaves_what_was_committed() {
    let world = World::new();
    let mut child = start(&world, "await new Promise(() => {});");
    let status = child.wait().expect("it ends");
    assert!(status.success(), "{status}");
    check(&world);
    // Rolled back, and not left to the next one who opens it.
    assert!(fs::metadata(world.path("a-journal")).is_err());
}

#[test]
fn the_program_of_the_example_runs() {
    let output = Command::new(env!("CARGO_BIN_EXE_boa_async_context_sqlite"))
        .output()
        .expect("it starts");
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(
        text.lines().map(str::trim_end).collect::<Vec<_>>(),
        [
            "fulfilled",
            "fulfilled",
            "rejected CHECK constraint failed: balance >= 0",
            "ann 20",
            "bob 80",
        ]
    );
    assert!(output.status.success(), "{output:?}");
}
