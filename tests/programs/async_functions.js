// Interleaving of async functions, thenables and plain reactions.
const tick = (n) => n ? Promise.resolve().then(() => tick(n - 1)) : undefined;
const thenable = (x) => ({ then(resolve) { log("thenable", x); resolve(x); } });
async function work(name) {
  log(name, "start");
  log(name, await 1);
  log(name, await thenable(2));
  try { await Promise.reject(3); } catch (e) { log(name, "caught", e); }
  await tick(3);
  return thenable(name);
}
const a = work("a"), b = work("b");
a.then((x) => log("a is", x));
b.then((x) => log("b is", x));
(async () => { for await (const x of [thenable(7), Promise.resolve(8), 9]) log("for await", x); })();
(async () => { await null; throw new TypeError("thrown"); })().catch((e) => log(e.name, e.message));
