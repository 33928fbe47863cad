// clause: SPEC 3, generator
// After every yield the resumer's mapping is back.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* g() { yield v.get(); yield v.get(); }
const gen = v.run('creator', g);
v.run('resumer', () => {
  assert.sameValue(gen.next().value, 'creator');
  assert.sameValue(v.get(), 'resumer');
});
assert.sameValue(gen.next().value, 'creator');
assert.sameValue(v.get(), 'empty');
