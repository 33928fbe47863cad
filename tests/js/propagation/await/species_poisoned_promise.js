// clause: SPEC 3, PerformPromiseThen (await)
// Awaiting a native promise never consults Symbol.species, and the function's mapping comes back.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  await null; // let the harness attach its own handlers first
  let reads = 0;
  const original = Object.getOwnPropertyDescriptor(Promise, Symbol.species);
  Object.defineProperty(Promise, Symbol.species, { configurable: true, get() { reads++; return Promise; } });
  let result;
  try {
    const p = v.run('function', async () => { await Promise.resolve(); return v.get(); });
    result = await p;
  } finally {
    Object.defineProperty(Promise, Symbol.species, original);
  }
  assert.sameValue(result, 'function');
  assert.sameValue(reads, 0);
});
