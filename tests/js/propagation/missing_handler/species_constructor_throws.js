// clause: SPEC 3, PerformPromiseThen (missing handler)
// A species constructor that throws inside a nested run makes `then` throw, leaves the caller's mapping and registers no reaction.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  const p = Promise.resolve(1);
  p.constructor = { [Symbol.species]: function () { v.run('nested', () => { throw new EvalError(); }); } };
  v.run('caller', () => {
    assert.throws(EvalError, () => p.then());
    assert.throws(EvalError, () => p.then(() => { seen.push('handler'); }));
    assert.sameValue(v.get(), 'caller');
  });
  await new Promise((r) => setTimeout(r, 1));
  assert.compareArray(seen, []);
});
