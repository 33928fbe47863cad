// Generators, async generators, `for await` and a hand-written async iterator.

import { nobody } from "./context.mjs";
import { pause } from "./clock.mjs";
import { log } from "./log.mjs";
import { runInSteps } from "./steps.mjs";
import { span } from "./trace.mjs";

log("module.body", nobody, "route_search");

// Pulled by the shared worker in steps.mjs, between the steps of other requests.
function* terms(request) {
  const found = [];
  for (const term of ["ambient", "context"]) {
    log("search.term", request, term);
    found.push(term);
    yield;
  }
  return found.join(" ");
}

// Endless: it is the consumer that stops, and `finally` runs at its `break`.
async function* pages(request) {
  try {
    for (let page = 1; ; page += 1) {
      await pause();
      log("search.page", request, `page ${page}`);
      yield page;
    }
  } finally {
    log("search.closed", request);
  }
}

// The same protocol by hand. No generator, so nothing is captured: `next` simply runs
// in the context of whoever asks.
function ranking(request, count) {
  let rank = 0;
  const next = async () => {
    await pause();
    if (rank === count) return { value: undefined, done: true };
    rank += 1;
    log("search.rank", request, `rank ${rank}`);
    return { value: rank, done: false };
  };
  return { [Symbol.asyncIterator]: () => ({ next }) };
}

export async function handle(request) {
  const query = await span("parse", () => runInSteps(terms(request)));

  // A generator belongs to the span in which it was *created*. The cursor is pulled
  // from the span "render" below, yet its lines appear under "open cursor".
  const cursor = await span("open cursor", () => pages(request));

  await span("render", async () => {
    let shown = 0;
    for await (const page of cursor) {
      log("search.shown", request, `page ${page}`);
      if (++shown === 2) break;
    }
  });
  await span("rank", async () => {
    for await (const rank of ranking(request, 2)) log("search.match", request, `${query} ${rank}`);
  });
  return "200";
}
