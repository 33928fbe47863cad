// The callbacks of timers and microtasks run in the empty mapping.
{
  const empty = new AsyncContext.Snapshot();
  const { run } = AsyncContext.Snapshot.prototype;
  const { apply } = Reflect;
  for (const name of ["setTimeout", "setInterval", "queueMicrotask"]) {
    const original = globalThis[name];
    globalThis[name] = (callback, ...rest) =>
      original((...args) => apply(run, empty, [callback, ...args]), ...rest);
  }
}
