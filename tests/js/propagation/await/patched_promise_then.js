// clause: SPEC 3, PerformPromiseThen (await)
// A user patch of Promise.prototype.then is not called by `await` of a native promise and does not disturb the mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  await null; // let the harness attach its own handlers first
  let resolve;
  const gate = new Promise((r) => { resolve = r; });
  const original = Promise.prototype.then;
  let calls = 0;
  let result;
  Promise.prototype.then = function () { calls++; throw new Error('patched then was called'); };
  v.run('function', async () => { await gate; await null; result = v.get(); });
  v.run('resolver', () => resolve());
  await null;
  await null;
  await null;
  Promise.prototype.then = original;
  assert.sameValue(result, 'function');
  assert.sameValue(calls, 0);
});
