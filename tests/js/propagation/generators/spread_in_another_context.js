// clause: SPEC 3, generator
// Spreading a generator of one run inside another runs its body in the mapping of creation.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* g() { yield v.get(); yield v.get(); }
const gen = v.run('creator', g);
v.run('spreader', () => {
  assert.compareArray([...gen], ['creator', 'creator']);
  assert.sameValue(v.get(), 'spreader');
});
