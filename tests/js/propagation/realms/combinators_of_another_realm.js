// clause: SPEC 3, PerformPromiseThen (combinators)
// Promise.all of another realm over thenables of this realm calls their `then` in the mapping of the `all` call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const other = $host.createRealm();
asyncTest(async () => {
  const thenable = { then(f) { f(v.get()); } };
  const p = v.run('all', () => other.global.Promise.all([thenable, Promise.resolve(1)]));
  const q = v.run('then', () => p.then((list) => [...list, v.get()]));
  assert.compareArray([...await q], ['all', 1, 'then']);
});
