// clause: SPEC 3, generator
// `next`, `return` and `throw` on a finished generator leave the caller's mapping alone.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* g() {}
const gen = v.run('creator', g);
gen.next();
v.run('caller', () => {
  assert.sameValue(gen.next().done, true);
  assert.sameValue(v.get(), 'caller');
  gen.return();
  assert.sameValue(v.get(), 'caller');
  assert.throws(EvalError, () => gen.throw(new EvalError()));
  assert.sameValue(v.get(), 'caller');
});
