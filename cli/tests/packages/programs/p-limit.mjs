// A task that waited for its turn runs in the context of the one who queued it.
import pLimit from "p-limit";
import { interleave, pause } from "./requests.mjs";

const limit = pLimit(4);

await interleave(async (id, here) => {
    await limit(async () => {
        here("when the task begins");
        await pause(id);
        here("in the task");
    });
    here("after the task");
});
