// clause: SPEC 3, NewPromiseResolveThenableJob
// After a thenable's `then` threw, the next job registered in the empty mapping sees the empty mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
let resolve;
const p = new Promise((r) => { resolve = r; });
const caught = v.run('catch', () => p.catch(() => { seen.push(v.get()); }));
v.run('resolver', () => resolve({ then() { seen.push(v.get()); throw 1; } }));
queueMicrotask(() => { seen.push(v.get()); });
asyncTest(async () => {
  await caught;
  assert.compareArray(seen, ['resolver', 'empty', 'catch']);
});
