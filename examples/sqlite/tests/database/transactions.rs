//! Transactions, which follow their context.

use crate::support::{World, rows, run};

#[test]
fn statements_belong_to_the_transaction_of_their_context_wherever_they_are_made() {
    let world = World::new();
    let program = |end: &str| {
        format!(
            r#"
            const db = await Database.open(directory + "/a", {{ wait: 600_000 }});
            await db.exec("CREATE TABLE IF NOT EXISTS t (n)");
            // A library that is given nothing but the database.
            const add = (n) => db.exec("INSERT INTO t VALUES (?)", [n]);
            const done = db.transaction(async () => {{
                await add(1);
                await sleep(1);
                await add(2);
                await new Promise((resolve) => setTimeout(() => resolve(add(3)), 1));
                await Promise.all([4, 5].map(add));
                await (async function* () {{ yield add(6); }})().next();
                await new Promise((resolve) => queueMicrotask(() => resolve(add(7))));
                add(8); // not awaited: it is part of it all the same
                {end}
            }});
            // Made while the transaction is open, and not part of it.
            await sleep(3);
            const outside = add(100);
            const text = await settle(done);
            await outside;
            await db.close();
            return text;
            "#
        )
    };
    let mut runtime = world.runtime();
    assert_eq!(
        run(&mut runtime, &program("throw new RangeError('no');")),
        "\"RangeError: no\""
    );
    assert_eq!(rows(&world, "a"), [100]);
    assert_eq!(run(&mut runtime, &program("return 'yes';")), r#""\"yes\"""#);
    assert_eq!(rows(&world, "a"), [1, 2, 3, 4, 5, 6, 7, 8, 100, 100]);
}

/// A hundred transfers at a time between ten accounts, some of which fail, each by reading, waiting and writing; beside them
/// a reader that is in no transaction.
#[test]
fn concurrent_transactions_are_isolated_from_each_other_and_from_the_outside() {
    let world = World::new();
    let text = run(
        &mut world.runtime(),
        r#"
        const db = await Database.open(directory + "/a", { wait: 600_000 });
        await db.exec("CREATE TABLE account (id INTEGER PRIMARY KEY, balance INTEGER)");
        for (let i = 0; i < 10; i++) await db.exec("INSERT INTO account VALUES (?, 100)", [i]);
        const balance = async (id) => (await db.query("SELECT balance FROM account WHERE id = ?", [id]))[0].balance;
        const set = (id, n) => db.exec("UPDATE account SET balance = ? WHERE id = ?", [n, id]);
        let failed = 0;
        async function transfer(k) {
            const [from, to] = [k % 10, (k * 7 + 3) % 10];
            if (from === to) return;
            await db.transaction(async () => {
                const before = await balance(from);
                if (k % 3 === 0) await sleep(0);
                await set(from, before - 1);
                if (k % 5 === 0) { failed++; throw new Error("no"); }
                await set(to, await balance(to) + 1);
            }).catch((error) => { if (error.message !== "no") throw error; });
        }
        let running = true;
        let wrong = 0;
        let reads = 0;
        const reader = (async () => {
            while (running) {
                const [{ total }] = await db.query("SELECT sum(balance) AS total FROM account");
                reads++;
                if (total !== 1000) wrong++;
            }
        })();
        for (let round = 0; round < 5; round++) {
            await Promise.all(Array.from({ length: 100 }, (_, k) => transfer(round * 100 + k)));
        }
        running = false;
        await reader;
        await db.close();
        return [failed > 0, reads > 1, wrong];
        "#,
    );
    assert_eq!(text, "[true,true,0]");
}

#[test]
fn a_transaction_in_a_transaction_is_a_savepoint() {
    let world = World::new();
    let text = run(
        &mut world.runtime(),
        r#"
        const db = await Database.open(directory + "/a", { wait: 600_000 });
        await db.exec("CREATE TABLE t (n)");
        const add = (n) => db.exec("INSERT INTO t VALUES (?)", [n]);
        const fail = (n) => db.transaction(async () => { await add(n); throw new Error("inner"); }).catch(() => {});
        await db.transaction(async () => {
            await add(1);
            await fail(2);
            // They take turns.
            await Promise.all([3, 4, 5].map((n) => n === 4 ? fail(n) : db.transaction(async () => {
                await add(n * 10);
                await sleep(1);
                await db.transaction(() => add(n));
            })));
            await add(6);
        });
        const thrown = await settle(db.transaction(async () => {
            await db.transaction(() => add(7));
            throw new Error("outer");
        }));
        await db.close();
        return thrown;
        "#,
    );
    assert_eq!(text, "\"Error: outer\"");
    assert_eq!(rows(&world, "a"), [1, 3, 5, 6, 30, 50]);
}

#[test]
fn a_statement_that_is_made_after_the_end_of_its_transaction_is_an_error() {
    let world = World::new();
    let text = run(
        &mut world.runtime(),
        r#"
        const db = await Database.open(directory + "/a");
        await db.exec("CREATE TABLE t (n)");
        let end, late, lateTransaction;
        await db.transaction(async () => {
            const wait = new Promise((resolve) => { end = resolve; });
            late = settle(wait.then(() => db.exec("INSERT INTO t VALUES (1)")));
            lateTransaction = settle(wait.then(() => db.transaction(() => db.exec("INSERT INTO t VALUES (2)"))));
        });
        end();
        const texts = [await late, await lateTransaction];
        await db.close();
        return texts;
        "#,
    );
    assert_eq!(
        text.matches("the transaction of this statement has ended")
            .count(),
        2,
        "{text}"
    );
    assert!(rows(&world, "a").is_empty());
}

#[test]
fn each_database_has_a_context_of_its_own() {
    let world = World::new();
    let text = run(
        &mut world.runtime(),
        r#"
        const [a, b] = await Promise.all(["/a", "/b"].map((name) => Database.open(directory + name)));
        await Promise.all([a, b].map((db) => db.exec("CREATE TABLE t (n)")));
        const thrown = await settle(a.transaction(async () => {
            await a.exec("INSERT INTO t VALUES (1)");
            await b.exec("INSERT INTO t VALUES (2)");
            await b.transaction(async () => {
                await a.exec("INSERT INTO t VALUES (3)");
                await b.exec("INSERT INTO t VALUES (4)");
            });
            throw new Error("a");
        }));
        await Promise.all([a.close(), b.close()]);
        return thrown;
        "#,
    );
    assert_eq!(text, "\"Error: a\"");
    assert!(rows(&world, "a").is_empty());
    assert_eq!(rows(&world, "b"), [2, 4]);
}

#[test]
fn what_follows_in_a_transaction_that_the_database_has_rolled_back_is_an_error() {
    let world = World::new();
    let text = run(
        &mut world.runtime(),
        r#"
        const db = await Database.open(directory + "/a");
        await db.exec("CREATE TABLE t (n UNIQUE); INSERT INTO t VALUES (1)");
        const texts = [];
        const done = await settle(db.transaction(async () => {
            await db.exec("INSERT INTO t VALUES (2)");
            texts.push(await settle(db.exec("INSERT OR ROLLBACK INTO t VALUES (1)")));
            texts.push(await settle(db.exec("INSERT INTO t VALUES (3)")));
            // The program does not care.
        }));
        const again = await settle(db.transaction(() => db.exec("INSERT INTO t VALUES (4)")));
        // A statement may not commit either.
        const committed = await settle(db.transaction(async () => {
            await db.exec("INSERT INTO t VALUES (5); COMMIT");
            await db.exec("INSERT INTO t VALUES (6)");
        }));
        await db.close();
        return [...texts, done, again, committed];
        "#,
    );
    let rolled_back = "Error: the transaction was rolled back by an earlier statement";
    assert_eq!(
        text,
        format!(
            r#"["Error: UNIQUE constraint failed: t.n","{rolled_back}","{rolled_back}","1","{rolled_back}"]"#
        )
    );
    assert_eq!(rows(&world, "a"), [1, 4, 5]);
}

/// A transaction that waits for a statement that is not part of it would wait for itself.
#[test]
fn a_statement_waits_for_its_turn_only_so_long() {
    let world = World::new();
    let text = run(
        &mut world.runtime(),
        r#"
        const db = await Database.open(directory + "/a", { wait: 20 });
        await db.exec("CREATE TABLE t (n)");
        const outside = new AsyncContext.Snapshot();
        const texts = [];
        await db.transaction(async () => {
            await db.exec("INSERT INTO t VALUES (1)");
            texts.push(await settle(outside.run(() => db.exec("INSERT INTO t VALUES (2)"))));
            texts.push(await settle(outside.run(() => db.transaction(() => {}))));
        });
        texts.push(await settle(db.exec("INSERT INTO t VALUES (3)")));
        await db.close();
        return texts;
        "#,
    );
    assert_eq!(
        text.matches("the database was busy for 20ms").count(),
        2,
        "{text}"
    );
    assert_eq!(rows(&world, "a"), [1, 3]);
}
