// Queued requests, early ends, delegation.
async function* g() {
  try { log("sent", yield 1); yield* [2, Promise.resolve(3)]; yield* inner(); }
  catch (e) { log("caught", e); yield "from catch"; }
  finally { await null; log("finally"); }
}
async function* inner() { try { yield 4; } finally { log("inner finally"); } }
const show = (label) => (r) => log(label, JSON.stringify(r));
let it = g();
it.next().then(show("a")); it.next("x").then(show("b")); it.return("r").then(show("c")); it.next().then(show("d"));
g().return(Promise.resolve("early")).then(show("e"));
g().throw("early").catch((e) => log("f", e));
const thrower = g(); thrower.next().then(show("g")); thrower.throw("t").then(show("h")); thrower.next().then(show("i"));
(async () => { for await (const x of g()) { log("loop", x); if (x === 4) break; } log("left"); })();
for (const bad of [undefined, {}, (function* () {})()]) {
  for (const method of ["next", "return", "throw"]) {
    Object.getPrototypeOf(g.prototype)[method].call(bad).catch((e) => log(method, e.name));
  }
}
log((it = g())[Symbol.asyncIterator]() === it);
