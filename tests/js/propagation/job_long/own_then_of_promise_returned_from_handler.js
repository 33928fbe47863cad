// clause: SPEC 3, PerformPromiseThen (whole reaction job)
// A native promise with an own `then` accessor, returned by a handler, has it read and called in the reaction's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  const returned = v.run('other', () => Promise.resolve(1));
  Object.defineProperty(returned, 'then', {
    get() {
      seen.push('get ' + v.get());
      return function (f) { seen.push('call ' + v.get()); f(2); };
    },
  });
  const q = v.run('then', () => Promise.resolve().then(() => returned));
  assert.sameValue(await q, 2);
  assert.compareArray(seen, ['get then', 'call then']);
});
