// clause: SPEC 3, NewPromiseResolveThenableJob
// A callable thenable given to `resolve` in a timer callback has its `then` called in the timer's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const thenable = () => {};
  thenable.then = (f) => f(v.get());
  let resolve;
  const p = new Promise((r) => { resolve = r; });
  v.run('timer', () => setTimeout(() => resolve(thenable), 1));
  assert.sameValue(await p, 'timer');
});
