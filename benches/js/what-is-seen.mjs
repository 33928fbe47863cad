// Which value a callback sees: the one of the code that asked for it, or another. The same file runs on boa-ac, which has AsyncContext,
// and on Node, Deno and Bun, which have AsyncLocalStorage:
//
//     boa-ac run benches/js/what-is-seen.mjs
//     node benches/js/what-is-seen.mjs
//
// Each line is a place and what is seen there: `asked` is the value where the callback was handed over, `caused` the value of the code
// that made it run (a click, so to speak), `none` no value.

let variable;
if (typeof AsyncContext === "object") {
  variable = new AsyncContext.Variable();
} else {
  const { AsyncLocalStorage } = await import("node:async_hooks");
  const storage = new AsyncLocalStorage();
  variable = { run: (value, f) => storage.run(value, f), get: () => storage.getStore() };
}
const seen = () => variable.get() ?? "none";
const asked = (f) => variable.run("asked", f);
const caused = (f) => variable.run("caused", f);
// Waits for the first value, and gives up when nothing comes.
const first = (f) => new Promise((resolve) => {
  const end = setTimeout(() => resolve("(never runs)"), 10_000);
  const done = (value = seen()) => { clearTimeout(end); resolve(value); };
  try { f(done); } catch (error) { done(`(${error.name})`); }
});

const probes = {
  "after `await`": () => asked(async () => { await null; return seen(); }),
  "`then` of a pending promise": () => first((done) => {
    let resolve;
    const promise = new Promise((r) => { resolve = r; });
    asked(() => promise.then(() => done()));
    caused(() => resolve());
  }),
  "the `then` of a thenable": () => first((done) => asked(() => { Promise.resolve({ then: () => done() }); })),
  "`queueMicrotask`": () => first((done) => asked(() => queueMicrotask(() => done()))),
  "`setTimeout`": () => first((done) => asked(() => setTimeout(() => done()))),
  "a generator's body at `next()`": () => {
    function* body() { yield seen(); }
    const generator = asked(() => body());
    return caused(() => generator.next().value);
  },
  "a generator's body after a `yield`": () => {
    function* body() { yield; yield seen(); }
    const generator = asked(() => body());
    asked(() => generator.next());
    return caused(() => generator.next().value);
  },
  "an async generator's body after a `yield`": async () => {
    async function* body() { yield; yield seen(); }
    const generator = asked(() => body());
    await asked(() => generator.next());
    return (await caused(() => generator.next())).value;
  },
  "`dispatchEvent`": () => first((done) => {
    const target = new EventTarget();
    asked(() => target.addEventListener("a", () => done()));
    caused(() => target.dispatchEvent(new Event("a")));
  }),
  "`abort()`": () => first((done) => {
    const controller = new AbortController();
    asked(() => controller.signal.addEventListener("abort", () => done()));
    caused(() => controller.abort());
  }),
  "`AbortSignal.timeout`": () => first((done) => {
    const signal = asked(() => AbortSignal.timeout(5));
    caused(() => signal.addEventListener("abort", () => done()));
  }),
  "`message` of a port": () => first((done) => {
    const { port1, port2 } = new MessageChannel();
    asked(() => port2.addEventListener("message", () => { port1.close(); port2.close(); done(); }));
    port2.start();
    caused(() => port1.postMessage(1));
  }),
  "`pull` of a stream": () => first((done) => {
    const stream = asked(() => new ReadableStream({ pull(controller) { controller.close(); done(); } }, { highWaterMark: 0 }));
    caused(() => { stream.getReader().read(); });
  }),
  "`write` of a sink": () => first((done) => {
    const stream = asked(() => new WritableStream({ write: () => done() }));
    const writer = stream.getWriter();
    caused(() => { writer.write(1); });
  }),
  "the body of a module": async () => {
    globalThis.seenInModule = seen;
    return (await asked(() => import("./seen-in-module.mjs"))).default;
  },
  "`unhandledrejection`": () => first((done) => {
    const listener = (event) => { event.preventDefault?.(); done(); };
    if (globalThis.addEventListener && typeof AsyncContext === "object" || globalThis.Deno) addEventListener("unhandledrejection", listener, { once: true });
    else process.once("unhandledRejection", () => done());
    asked(() => { Promise.reject(new Error("on purpose")); });
  }),
  "a `FinalizationRegistry`'s callback": () => first((done) => {
    const collect = globalThis.gc ?? globalThis.Bun?.gc.bind(null, true);
    if (!collect) return done("(no gc())");
    const registry = asked(() => new FinalizationRegistry(() => done()));
    caused(() => { (() => registry.register({}, 1))(); });
    // It is asked for as long as it may still be called.
    const again = setInterval(() => collect(), 5);
    globalThis.kept = registry;
    globalThis.finished = () => clearInterval(again);
  }),
};

const rows = [];
for (const [place, probe] of Object.entries(probes)) rows.push([place, await probe()]);
const width = Math.max(...rows.map(([place]) => place.length));
console.log(rows.map(([place, value]) => `${place.padEnd(width)}  ${value}`).join("\n"));
globalThis.finished?.();
