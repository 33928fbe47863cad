// Transfers between accounts, made by a library that knows nothing of transactions.
const db = await Database.open(":memory:");
await db.exec("CREATE TABLE account (name TEXT PRIMARY KEY, balance INTEGER NOT NULL CHECK (balance >= 0))");
await db.exec("INSERT INTO account VALUES ('ann', 100), ('bob', 0)");

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// The library: it is given a database and no transaction.
const add = (name, amount) => db.exec("UPDATE account SET balance = balance + ? WHERE name = ?", [amount, name]);

function transfer(from, to, amount) {
    return db.transaction(async () => {
        await add(to, amount);
        await sleep(1);
        await add(from, -amount);
    });
}

const transfers = await Promise.allSettled([30, 50, 40].map((amount) => transfer("ann", "bob", amount)));
for (const { status, reason } of transfers) console.log(status, reason?.message ?? "");
for (const { name, balance } of await db.query("SELECT * FROM account ORDER BY name")) console.log(name, balance);
await db.close();
