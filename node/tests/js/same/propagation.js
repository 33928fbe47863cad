// clause: what carries the stores of AsyncLocalStorage

const { AsyncLocalStorage, AsyncResource } = asyncHooks;

promise_test(async () => {
  const storage = new AsyncLocalStorage();
  const seen = [];
  const note = (what) => seen.push(`${what} ${storage.getStore()}`);
  await storage.run("a", async () => {
    await null;
    note("await");
    await Promise.resolve().then(() => note("then"));
    await Promise.reject(1).catch(() => note("catch"));
    await Promise.resolve().finally(() => note("finally"));
    await Promise.all([Promise.resolve().then(() => note("all"))]);
    await new Promise((resolve) => setTimeout(() => { note("timeout"); resolve(); }, 1));
    await new Promise((resolve) => queueMicrotask(() => { note("microtask"); resolve(); }));
    await new Promise((resolve) => setImmediate(() => { note("immediate"); resolve(); }));
    await new Promise((resolve) => {
      const timer = setInterval(() => { note("interval"); clearInterval(timer); resolve(); }, 1);
    });
    for await (const value of [1]) note("for await");
  });
  note("outside");
  const expected = ["await", "then", "catch", "finally", "all", "timeout", "microtask", "immediate", "interval", "for await"];
  assert_array_equals(seen, [...expected.map((what) => `${what} a`), "outside undefined"]);
}, "promises, timers and microtasks carry the store");

promise_test(async () => {
  const storage = new AsyncLocalStorage();
  let resolve;
  const promise = new Promise((f) => { resolve = f; });
  const seen = storage.run("handler", () => promise.then(() => storage.getStore()));
  storage.run("resolver", () => resolve());
  assert_equals(await seen, "handler");
}, "a handler has the store of its then, not of the code that settles the promise");

test(() => {
  const storage = new AsyncLocalStorage();
  const target = new EventTarget();
  const seen = [];
  storage.run("listener", () => target.addEventListener("e", () => seen.push(storage.getStore())));
  storage.run("dispatcher", () => target.dispatchEvent(new Event("e")));
  const controller = new AbortController();
  storage.run("listener", () => controller.signal.addEventListener("abort", () => seen.push(storage.getStore())));
  storage.run("dispatcher", () => controller.abort());
  assert_array_equals(seen, ["dispatcher", "dispatcher"]);
}, "a listener has the store of the code that dispatches the event");

promise_test(async () => {
  const storage = new AsyncLocalStorage();
  const seen = await Promise.all([1, 2, 3].map((id) => storage.run(id, async () => {
    for (let i = 0; i < 5; i++) {
      if (i % 2) await null;
      else await new Promise((resolve) => setTimeout(resolve, id));
      if (storage.getStore() !== id) return `${id} has ${storage.getStore()}`;
    }
    return "right";
  })));
  assert_array_equals(seen, ["right", "right", "right"]);
}, "requests that interleave keep their stores");

promise_test(async () => {
  const storage = new AsyncLocalStorage();
  const seen = [];
  async function* numbers() {
    seen.push(storage.getStore());
    await null;
    seen.push(storage.getStore());
    yield 1;
    seen.push(storage.getStore());
  }
  await storage.run("a", async () => {
    for await (const number of numbers()) seen.push(storage.getStore());
  });
  const sync = function* () { yield storage.getStore(); yield storage.getStore(); };
  seen.push(...storage.run("b", () => [...sync()]));
  assert_array_equals(seen, ["a", "a", "a", "a", "b", "b"]);
}, "a generator that is used where it was made has the store of there");
