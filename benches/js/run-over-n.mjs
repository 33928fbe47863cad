// What `run` costs while n other variables are set: AsyncContext here, AsyncLocalStorage in Node, Deno and Bun.
//
//   boa-ac run benches/js/run-over-n.mjs        node benches/js/run-over-n.mjs        ...
//
// Prints a line for each n: n, and the nanoseconds of a `run` that calls an empty function, of reading the variable in a function
// that has captured it, and of a `run` whose function awaits once, and which is awaited. Each is the median of 15 measurements that
// last at least 20 ms.

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

/// The nanoseconds of one of the things that `repeat(times)` does. It may return a promise.
const time = async (repeat) => {
  let times = 8;
  const once = async () => {
    const begun = performance.now();
    await repeat(times);
    return performance.now() - begun;
  };
  while ((await once()) < 20) times *= 2;
  const all = [];
  for (let i = 0; i < 15; i++) all.push(((await once()) * 1e6) / times);
  return median(all);
};

const f = () => {};
const awaits = async () => { await undefined; };
for (const n of [0, 1, 10, 100, 1000]) {
  const mine = variable();
  const inside = within(n);
  const figures = [
    inside(() => wrap((times) => { for (let i = 0; i < times; i++) mine.run(i, f); })),
    inside(() => mine.run(1, () => wrap((times) => { for (let i = 0; i < times; i++) mine.get(); }))),
    inside(() => wrap(async (times) => { for (let i = 0; i < times; i++) await mine.run(i, awaits); })),
  ];
  const line = [n];
  for (const repeat of figures) line.push((await time(repeat)).toFixed(1));
  console.log(line.join(" "));
}
