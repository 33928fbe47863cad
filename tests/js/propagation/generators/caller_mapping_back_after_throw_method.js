// clause: SPEC 3, generator
// After `throw()` went through the body uncaught the caller's mapping is back.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* g() { yield; }
const gen = v.run('creator', g);
gen.next();
v.run('thrower', () => {
  assert.throws(EvalError, () => gen.throw(new EvalError()));
  assert.sameValue(v.get(), 'thrower');
});
assert.sameValue(v.get(), 'empty');
