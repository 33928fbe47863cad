// The browser build of pino: what it writes is written in the context of the caller.
import pino from "pino/browser.js";
import { assert, interleave, pause, request } from "./requests.mjs";

const lines = [];
const log = pino({ level: "info", browser: { asObject: true, write: (line) => lines.push([request.get(), line.id, line.msg]) } });

await interleave(async (id, here) => {
    const child = log.child({ id });
    child.info("begun");
    await pause(id);
    child.info("done");
    child.debug("not written");
    here("after a line");
});
assert(lines.length === 120, `${lines.length} lines`);
for (const [seen, id] of lines) assert(seen === id, `${id} was written in the context of ${seen}`);
