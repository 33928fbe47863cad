// core-js patches what it finds missing or wrong. The rest of the program must not notice.
import "core-js/stable/index.js";
import { assert, interleave, pause } from "./requests.mjs";

await interleave(async (id, here) => {
    await pause(id);
    here("after a timer");
    await new Promise((resolve) => queueMicrotask(resolve));
    here("after a microtask");
    const all = await Promise.allSettled([pause(id), Promise.reject(new Error("one")), id]);
    here("after allSettled");
    assert(all.map(({ status }) => status[0]).join("") === "frf", JSON.stringify(all));
    const { promise, resolve } = Promise.withResolvers();
    setTimeout(structuredClone, 0, {});
    setTimeout(resolve, 1, id);
    await promise.finally(() => here("in finally"));
    await Promise.try(() => here("in try"));
});
