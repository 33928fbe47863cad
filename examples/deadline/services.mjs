// The application code far below. Not one of these functions takes a token, a signal
// or a deadline, and yet every one of them stops when it should.

import { checkpoint, onCancel, sleep } from "./ambient.mjs";

const task = new AsyncContext.Variable({ name: "task", defaultValue: "main" });

/** Runs `fn` as the named task; names nest. */
export function as(name, fn) {
  const outer = task.get();
  return task.run(outer === "main" ? name : `${outer}/${name}`, fn);
}

export const say = (text) => console.log(`  [${task.get()}] ${text}`);

/** Asks a mirror that takes `ms` to answer. */
export function askMirror(name, ms) {
  return as(name, async () => {
    try {
      await sleep(ms);
      return name;
    } catch (error) {
      say(`gives up: ${error.message}`);
      throw error;
    }
  });
}

/** Uploads one part, and removes the half-written file if it is not to be finished. */
export function uploadPart(name, ms, fate = "ok") {
  return as(name, async () => {
    const withdraw = onCancel((reason) => say(`removes its file: ${reason.message}`));
    await sleep(ms);
    withdraw();
    if (fate !== "ok") {
      say(`fails: ${fate}`);
      throw new Error(fate);
    }
    return `${name} stored`;
  });
}

/** Two steps that must both happen; each takes a moment. */
export function rollBack() {
  return as("roll back", async () => {
    for (const step of ["refund the card", "release the seats"]) {
      await sleep(1);
      say(step);
    }
  });
}

/** Pure computation, without an `await` that could let a timer in. */
export function* primes() {
  for (let n = 2; ; n += 1) {
    checkpoint();
    let divisor = 2;
    while (divisor * divisor <= n && n % divisor !== 0) divisor += 1;
    if (divisor * divisor > n) yield n;
  }
}
