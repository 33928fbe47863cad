// clause: SPEC 3, generator
// Two generators of one function, made in two runs and one in the empty mapping, resumed in turns, keep their own mappings.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* g() { while (true) yield v.get(); }
const all = [v.run('a', g), v.run('b', g), g()];
all[2].next();
const seen = [];
for (let i = 0; i < 2; i++) {
  for (const gen of all) seen.push(v.run('resumer', () => gen.next().value));
}
assert.compareArray(seen, ['a', 'b', 'empty', 'a', 'b', 'empty']);
