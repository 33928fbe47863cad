// clause: SPEC 3, PerformPromiseThen (missing handler)
// With an undefined species the derived promise is an intrinsic Promise and passes value and reason through unchanged.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const value = { value: true };
  const reason = { reason: true };
  const p = Promise.resolve(value);
  p.constructor = { [Symbol.species]: undefined };
  const q = v.run('a', () => p.then());
  assert.sameValue(Object.getPrototypeOf(q), Promise.prototype);
  assert.sameValue(await q, value);
  const r = v.run('a', () => Promise.reject(reason).then());
  assert.sameValue(await r.catch((e) => e), reason);
});
