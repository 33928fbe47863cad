// clause: SPEC 3, NewPromiseResolveThenableJob
// The `then` property is read at the `resolve` call in the resolver's mapping, and called one job later in the same mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
let resolve;
const p = v.run('creator', () => new Promise((r) => { resolve = r; }));
v.run('resolver', () => resolve({
  get then() { seen.push('get ' + v.get()); return (f) => { seen.push('call ' + v.get()); f(); }; },
}));
assert.compareArray(seen, ['get resolver']);
asyncTest(async () => {
  await p;
  assert.compareArray(seen, ['get resolver', 'call resolver']);
});
