// clause: SPEC 3, PerformPromiseThen (await)
// Fifty nested async calls, each with its own value, unwind through their awaits in the right mappings.
const v = new AsyncContext.Variable({ defaultValue: -1 });
asyncTest(async () => {
  const seen = [];
  const f = async (n) => {
    if (n < 50) await v.run(n + 1, f, n + 1);
    else await null;
    seen.push(v.get() === n);
  };
  await v.run(0, f, 0);
  assert.sameValue(seen.length, 51);
  assert(seen.every((x) => x));
  assert.sameValue(v.get(), -1);
});
