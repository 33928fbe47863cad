// clause: SPEC 3, generator
// After the body returned the resumer's mapping is back.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* g() { return v.get(); }
const gen = v.run('creator', g);
v.run('resumer', () => {
  const r = gen.next();
  assert.sameValue(r.value, 'creator');
  assert.sameValue(r.done, true);
  assert.sameValue(v.get(), 'resumer');
});
assert.sameValue(v.get(), 'empty');
