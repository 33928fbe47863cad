// 1,000 requests at once, and every log line knows whose it is.
//
//   boa-ac run examples/request_tracing.mjs
//
// The requests overlap across timers, promises, generators, thenables, microtasks and
// dynamic imports. The id is set once per request (request_tracing/server.mjs) and read
// in two places (log.mjs and trace.mjs). No function in between passes it on for them.
//
// Who runs when is chance; what is printed is not. A single wrong tag ends the program
// with an uncaught error.

import { countByKind, interleaved, misplaced, misTagged, renderTree } from "./request_tracing/audit.mjs";
import { later } from "./request_tracing/clock.mjs";
import { requestId } from "./request_tracing/context.mjs";
import { lines } from "./request_tracing/log.mjs";
import { makeRequest, serve } from "./request_tracing/server.mjs";
import { spans } from "./request_tracing/trace.mjs";

const REQUESTS = 1000;
const CHOSEN = "r42";

console.log(`request tracing: ${REQUESTS} requests, and nobody passes the id along`);
console.log("");

// Requests arrive from outside: each from a timer that carries no context.
const arrivals = Array.from({ length: REQUESTS }, (_, i) => {
  return new Promise((resolve) => later(() => resolve(serve(makeRequest(i + 1)))));
});
await Promise.all(arrivals);

console.log("lines by kind");
for (const [kind, count] of countByKind(lines)) {
  console.log(`  ${kind.padEnd(16)}${String(count).padStart(6)}`);
}

const wrongLines = misTagged(lines);
const wrongSpans = misplaced(spans);
const served = new Set(lines.map(({ witness }) => witness.id));
served.delete("-");

console.log("");
console.log("self check");
console.log(`  requests: ${served.size}`);
console.log(`  lines: ${lines.length}`);
console.log(`  spans: ${spans.length}`);
console.log(`  interleaved: ${interleaved(lines) ? "yes" : "no"}`);
console.log(`  mis-tagged lines: ${wrongLines.length}`);
console.log(`  misplaced spans: ${wrongSpans.length}`);
console.log(`  left over outside: ${requestId.get()}`);

console.log("");
console.log(`what ${CHOSEN} did`);
const root = spans.find(({ tag, parent }) => tag === CHOSEN && parent === undefined);
for (const row of renderTree(root, "  ")) console.log(row);

if (wrongLines.length > 0) {
  const [{ kind, tag, witness }] = wrongLines;
  throw new Error(`${kind} was written by ${witness.id} but is tagged ${tag}`);
}
if (wrongSpans.length > 0) {
  const [{ name, tag, parent }] = wrongSpans;
  throw new Error(`span "${name}" of ${tag} is misplaced under ${parent?.tag}`);
}
