// clause: SPEC 3, generator
// A borrowed `next` on something that is no generator throws a TypeError and leaves the mapping alone.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* g() { yield v.get(); }
const gen = v.run('creator', g);
v.run('caller', () => {
  for (const bad of [undefined, 1, {}, [], g]) assert.throws(TypeError, () => gen.next.call(bad));
  assert.sameValue(v.get(), 'caller');
});
assert.sameValue(gen.next().value, 'creator');
