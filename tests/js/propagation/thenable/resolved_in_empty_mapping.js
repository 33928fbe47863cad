// clause: SPEC 3, NewPromiseResolveThenableJob
// A promise made in a run and resolved with a thenable in the empty mapping calls that `then` in the empty mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
let resolve;
const p = v.run('creator', () => new Promise((r) => { resolve = r; }));
v.run('then', () => p.then(() => {}));
resolve({ then(f) { seen.push(v.get()); f(); } });
asyncTest(async () => {
  await p;
  assert.compareArray(seen, ['empty']);
});
