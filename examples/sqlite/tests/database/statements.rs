//! Statements.

use crate::support::{World, run};

#[test]
fn values_come_back_as_they_were() {
    let world = World::new();
    let text = run(
        &mut world.runtime(),
        r#"
        const db = await Database.open(":memory:");
        await db.exec("CREATE TABLE t (i, v)");
        const values = [
            null, undefined, true, false, 0, -0, 1, -7, 1.5, 1e300, Infinity, 2 ** 53 - 1, 2 ** 53, "", "a\u{1F600}\0b",
            9007199254740993n, -9223372036854775808n, new Uint8Array([0, 255]), new Uint8Array(0),
        ];
        const expected = [
            null, null, 1, 0, 0, -0, 1, -7, 1.5, 1e300, Infinity, 2 ** 53 - 1, 2 ** 53, "", "a\u{1F600}\0b",
            9007199254740993n, -9223372036854775808n, new Uint8Array([0, 255]), new Uint8Array(0),
        ];
        for (const [i, value] of values.entries()) await db.exec("INSERT INTO t VALUES (?, ?)", [i, value]);
        const rows = await db.query("SELECT v FROM t ORDER BY i");
        const wrong = rows.filter(({ v }, i) => {
            const e = expected[i];
            if (e instanceof Uint8Array) return !(v instanceof Uint8Array) || v.join() !== e.join();
            return !Object.is(v, e);
        });
        const proto = await db.query("SELECT 1 AS __proto__, 2 AS a");
        await db.close();
        return [rows.length, wrong.length, Object.keys(proto[0]).join()];
        "#,
    );
    assert_eq!(text, r#"[19,0,"__proto__,a"]"#);
}

#[test]
fn bad_arguments_and_bad_statements_reject() {
    let world = World::new();
    let text = run(
        &mut world.runtime(),
        r#"
        const db = await Database.open(":memory:");
        const seen = [];
        for (const call of [
            () => Database.open(), () => Database.open(directory),
            () => Database.open("x", { wait: -1 }), () => Database.open("x", { timeout: NaN }),
            () => db.exec(), () => db.exec("SELECT ?", 1), () => db.exec("SELECT ?", [{}]), () => db.exec("SELECT ?", [2n ** 64n]),
            () => db.exec("SELECT ?", [1, 2]), () => db.query("SELEKT"), () => db.transaction(),
            () => Database.prototype.exec.call({}, "SELECT 1"),
        ]) {
            seen.push((await settle(call())).split(":")[0]);
        }
        await db.close();
        seen.push(await settle(db.exec("SELECT 1")), typeof Transaction, typeof db.begin);
        return seen.join("|");
        "#,
    );
    assert_eq!(
        text,
        "\"TypeError|Error|RangeError|RangeError|TypeError|TypeError|TypeError|RangeError|Error|Error|TypeError|TypeError|\
         TypeError: Database :memory:.exec: it is closed|undefined|undefined\""
    );
}

#[test]
fn statements_happen_in_the_order_of_the_calls() {
    let world = World::new();
    let text = run(
        &mut world.runtime(),
        r#"
        const db = await Database.open(":memory:", { wait: 600_000 });
        await db.exec("CREATE TABLE t (n)");
        // A transaction takes its place in the same queue.
        for (let i = 0; i < 300; i++) {
            if (i % 10 === 0) db.transaction(() => db.exec("INSERT INTO t VALUES (?)", [i]));
            else db.exec("INSERT INTO t VALUES (?)", [i]);
        }
        const rows = await db.query("SELECT n FROM t ORDER BY rowid");
        const changes = await db.exec("UPDATE t SET n = n");
        await db.close();
        return [rows.length, rows.every(({ n }, i) => n === i), changes];
        "#,
    );
    assert_eq!(text, "[300,true,300]");
}

#[test]
fn a_statement_over_its_time_limit_is_interrupted_and_the_next_one_runs() {
    let world = World::new();
    let text = run(
        &mut world.runtime(),
        r#"
        const db = await Database.open(":memory:", { timeout: 20 });
        const endless = settle(db.query(ENDLESS));
        // Queued behind it. A slow machine may need more than one try.
        let text;
        do { text = await settle(db.query("SELECT 7 AS n")); } while (text.includes("20ms"));
        await db.close();
        return [await endless, text].join("; ");
        "#,
    );
    assert_eq!(
        text,
        r#""Error: the statement was interrupted, because it took longer than 20ms; [{\"n\":7}]""#
    );
}

/// If it did, nothing could end the statement.
#[test]
fn a_statement_does_not_block_the_js_thread() {
    let world = World::new();
    let text = run(
        &mut world.runtime(),
        r#"
        const db = await Database.open(":memory:", { grace: 0 });
        const endless = settle(db.query(ENDLESS));
        await sleep(5);
        await db.close();
        return endless;
        "#,
    );
    assert_eq!(
        text,
        "\"Error: the statement was interrupted, because the database is being closed\""
    );
}

#[test]
fn a_statement_that_begins_a_transaction_is_refused_and_undone() {
    let world = World::new();
    let text = run(
        &mut world.runtime(),
        r#"
        const db = await Database.open(":memory:");
        await db.exec("CREATE TABLE t (n)");
        const refused = await settle(db.exec("BEGIN; INSERT INTO t VALUES (1)"));
        await db.exec("INSERT INTO t VALUES (2)");
        const rows = await db.query("SELECT n FROM t");
        await db.close();
        return [refused, rows];
        "#,
    );
    assert!(text.contains("must not begin a transaction"), "{text}");
    assert!(text.ends_with(r#"[{"n":2}]]"#), "{text}");
}
