// The batch runs in the context of the request that began it; everyone gets the result in his own.
import DataLoader from "dataloader";
import { assert, interleave, pause, request } from "./requests.mjs";

const batches = [];
const loader = new DataLoader(async (keys) => {
    batches.push([request.get(), keys.length]);
    await pause(keys[0]);
    return keys.map((key) => key * 2);
});

await interleave(async (id, here) => {
    const [one, two] = await Promise.all([loader.load(id), loader.load(id + 1000)]);
    here("after the batch");
    assert(one === id * 2 && two === (id + 1000) * 2, "another key");
    await pause(id);
    await loader.load(id + 2000);
    here("after the second batch");
});
assert(batches[0].join() === "0,120", `the first batch: ${batches[0]}`);
