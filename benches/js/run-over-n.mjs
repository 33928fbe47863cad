// What `run` costs while n other variables are set: AsyncContext here, AsyncLocalStorage in Node, Deno and Bun.
//
//   boa-ac run benches/js/run-over-n.mjs        node benches/js/run-over-n.mjs        ...
//
// Prints a line for each n: n, the nanoseconds of a `run` that calls an empty function, and those of reading the variable. Each is
// the median of 15 measurements that last at least 20 ms.

const { AsyncLocalStorage } = globalThis.AsyncContext ? {} : await import("node:async_hooks");

const variable = () => {
  if (AsyncLocalStorage === undefined) return new AsyncContext.Variable();
  const storage = new AsyncLocalStorage();
  return { run: (value, f) => storage.run(value, f), get: () => storage.getStore() };
};
const wrap = AsyncLocalStorage === undefined ? AsyncContext.Snapshot.wrap : (f) => AsyncLocalStorage.bind(f);

/// A function that calls its argument while `n` other variables are set. Its stack does not grow with n.
const within = (n) => {
  let go = wrap((f) => f());
  for (let i = 0; i < n; i++) {
    const other = variable();
    const outer = go;
    go = outer(() => other.run(i, () => wrap((f) => f())));
  }
  return go;
};

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

/// The nanoseconds of one of the things that `repeat(times)` does.
const time = (repeat) => {
  let times = 8;
  const once = () => {
    const begun = performance.now();
    repeat(times);
    return performance.now() - begun;
  };
  while (once() < 20) times *= 2;
  return median(Array.from({ length: 15 }, () => (once() * 1e6) / times));
};

const f = () => {};
for (const n of [0, 1, 10, 100, 1000]) {
  const mine = variable();
  const [run, get] = within(n)(() => [
    time((times) => { for (let i = 0; i < times; i++) mine.run(i, f); }),
    mine.run(1, () => time((times) => { for (let i = 0; i < times; i++) mine.get(); })),
  ]);
  console.log(`${n} ${run.toFixed(1)} ${get.toFixed(1)}`);
}
