// clause: SPEC 3, generator
// Re-entrant `return` and `throw` are TypeErrors and leave the running body's mapping in place.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
let gen;
function* g() {
  for (const name of ['return', 'throw']) {
    try { gen[name](1); } catch (e) { seen.push(e instanceof TypeError, v.get()); }
  }
  yield;
}
gen = v.run('creator', g);
v.run('resumer', () => gen.next());
assert.compareArray(seen, [true, 'creator', true, 'creator']);
