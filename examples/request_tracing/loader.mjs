// A batching loader (the DataLoader pattern): keys asked for by many requests within a
// millisecond are fetched together.

import { nobody } from "./context.mjs";
import { log } from "./log.mjs";

// Which request should the shared fetch belong to? Not to the one that happened to
// open the batch. A module body runs in the empty mapping, so a snapshot taken here
// means "on behalf of nobody".
const onBehalfOfNobody = new AsyncContext.Snapshot();

let batch = [];

function flush() {
  const due = batch;
  batch = [];
  for (const { key, resolve } of due) {
    log("loader.fetch", nobody, key);
    resolve(key.length * 100); // The awaiting request continues in its own context.
  }
}

export function load(key) {
  return new Promise((resolve) => {
    batch.push({ key, resolve });
    if (batch.length === 1) onBehalfOfNobody.run(setTimeout, flush, 1);
  });
}
