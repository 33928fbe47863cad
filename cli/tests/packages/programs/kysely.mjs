import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from "kysely";
import { assert, interleave, pause, request } from "./requests.mjs";

class Driver extends DummyDriver {
    async acquireConnection() {
        await pause(request.get());
        return {
            async executeQuery({ sql, parameters }) {
                await pause(request.get() + 1);
                return { rows: [{ sql, of: parameters[0], seen: request.get() }] };
            },
        };
    }
}
const db = new Kysely({
    dialect: {
        createAdapter: () => new SqliteAdapter(),
        createDriver: () => new Driver(),
        createIntrospector: (db) => new SqliteIntrospector(db),
        createQueryCompiler: () => new SqliteQueryCompiler(),
    },
});

await interleave(async (id, here) => {
    const [row] = await db.selectFrom("users").select("id").where("id", "=", id).execute();
    here("after a query");
    assert(row.of === id && row.seen === id && row.sql === 'select "id" from "users" where "id" = ?', JSON.stringify(row));
    await db.transaction().execute(async (transaction) => {
        await transaction.insertInto("users").values({ id }).execute();
        here("in a transaction");
    });
});
