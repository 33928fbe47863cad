// A plug-in with a top-level `await`. Hundreds of requests may be waiting for it, and
// both halves of its body still run for nobody.

import { nobody } from "./context.mjs";
import { pause } from "./clock.mjs";
import { log } from "./log.mjs";

log("module.body", nobody, "format_json, before its await");
await pause();
log("module.body", nobody, "format_json, after its await");

export async function format(rows, witness) {
  await pause();
  log("format.json", witness);
  return JSON.stringify(rows);
}
