// clause: SPEC 3, generator
// `throw()` on an unstarted generator throws to the caller in the caller's mapping, which is kept.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
let ran = false;
function* g() { ran = true; yield v.get(); }
const gen = v.run('creator', g);
v.run('thrower', () => {
  assert.throws(EvalError, () => gen.throw(new EvalError()));
  assert.sameValue(v.get(), 'thrower');
});
assert.sameValue(gen.next().done, true);
assert.sameValue(ran, false);
