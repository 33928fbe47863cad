import * as Effect from "effect/Effect";
import { assert, interleave, pause } from "./requests.mjs";

await interleave(async (id, here) => {
    const value = await Effect.runPromise(
        Effect.gen(function* () {
            yield* Effect.sleep(`${id % 4} millis`);
            here("after a sleep");
            const one = yield* Effect.promise(async () => {
                await pause(id);
                here("in a promise");
                return id;
            });
            const both = yield* Effect.all([Effect.succeed(one), Effect.sync(() => (here("in a fiber"), 1))], {
                concurrency: 2,
            });
            return both[0] + both[1];
        }),
    );
    here("after the effect");
    assert(value === id + 1, `${value}`);
});
