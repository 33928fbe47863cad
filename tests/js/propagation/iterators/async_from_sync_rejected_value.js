// clause: SPEC 3, built-in iterators (async-from-sync)
// A rejected value of a sync iterable is caught in the loop's mapping, and where the engine then closes the iterator, so is that.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const closed = [];
  let reject;
  const iterable = {
    [Symbol.iterator]() { return this; },
    next: () => ({ value: new Promise((_, r) => { reject = r; }), done: false }),
    return() { closed.push(v.get()); return {}; },
  };
  const p = v.run('loop', async () => {
    try { for await (const _ of iterable); } catch (e) { return e + ' ' + v.get(); }
  });
  v.run('rejecter', () => reject('no'));
  assert.sameValue(await p, 'no loop');
  assert(closed.every((x) => x === 'loop'));
});
