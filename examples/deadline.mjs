// Deadlines and cancellation without passing a token.
//
//   boa-ac run examples/deadline.mjs
//
// The library is deadline/ambient.mjs; deadline/services.mjs plays the application.
// What is meant to finish takes a few milliseconds, what is meant to be stopped would
// take a minute, so the output is the same on a slow machine.

import { Cancelled, parallel, shield, sleep, withCancel, withDeadline } from "./deadline/ambient.mjs";
import { as, askMirror, primes, rollBack, say, uploadPart } from "./deadline/services.mjs";

const FOREVER = 60_000;

async function attempt(name, fn) {
  await as(name, async () => {
    try {
      say(`done: ${await fn()}`);
    } catch (error) {
      say(`${error.name}: ${error.message}`);
    }
  });
}

console.log("1. Fan-out: take what has arrived by the deadline");
await attempt("fan-out", () =>
  withDeadline(500, async () => {
    const answers = await Promise.allSettled([
      askMirror("near", 1),
      askMirror("stuck", FOREVER),
      askMirror("far", 20),
      askMirror("lost", FOREVER),
    ]);
    return answers.filter(({ status }) => status === "fulfilled").map(({ value }) => value).join(", ");
  }),
);

console.log("2. Nested deadlines: the tighter one wins");
await attempt("tight inside", () =>
  withDeadline(FOREVER, async () => {
    await attempt("inner", () => withDeadline(20, () => sleep(FOREVER)));
    await sleep(1);
    return "the outer scope still has time";
  }),
);
await attempt("tight outside", () =>
  withDeadline(30, () => withDeadline(FOREVER, () => askMirror("stuck", FOREVER))),
);

console.log("3. First failure: siblings stop, strangers do not");
const upload = attempt("upload", () =>
  parallel(
    () => uploadPart("part 1", FOREVER),
    () => uploadPart("part 2", 20, "disk is full"),
    () => withDeadline(FOREVER / 2, () => uploadPart("part 3", FOREVER)),
  ),
);
const stranger = parallel(
  () => uploadPart("part 1", 1),
  () => uploadPart("part 2", 30),
);
await upload;
await attempt("stranger", async () => (await stranger).join(", "));

console.log("4. Shielded clean-up: what must happen after a cancellation");
await attempt("booking", () =>
  withCancel(async (cancel) => {
    setTimeout(cancel, 20, new Cancelled("the customer hung up"));
    try {
      await as("payment", () => sleep(FOREVER));
    } finally {
      await attempt("naive", rollBack);
      await as("careful", () => shield(rollBack)); // Runs as "booking": no scope, no "careful".
    }
  }),
);

console.log("5. Pure computation: a generator stays in the scope that created it");
await attempt("primes", () =>
  withDeadline(20, () => {
    for (const prime of primes()) if (prime === Infinity) return prime;
  }),
);
let numbers;
await attempt("feed", () =>
  withCancel((cancel) => {
    numbers = primes();
    const first = [numbers.next().value, numbers.next().value];
    cancel(new Cancelled("the feed was closed"));
    return first.join(", ");
  }),
);
await attempt("outsider", () => numbers.next().value); // No scope here, but there is in `primes`.
