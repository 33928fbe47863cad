// nanoid and uuid make identifiers from crypto.getRandomValues.
import { nanoid } from "nanoid";
import { v4, v7, validate } from "uuid";
import { assert, interleave, pause } from "./requests.mjs";

const all = new Set();

await interleave(async (id, here) => {
    for (const make of [nanoid, v4, v7]) {
        const made = make();
        await pause(id);
        here("between two identifiers");
        assert(make === nanoid ? made.length === 21 : validate(made), made);
        all.add(made);
    }
});
assert(all.size === 180, `${all.size} identifiers`);
