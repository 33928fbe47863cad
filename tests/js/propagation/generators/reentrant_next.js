// clause: SPEC 3, generator
// A re-entrant `next` throws a TypeError inside the body, which still sees its own mapping, as does the next resume.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
let gen;
function* g() {
  v.run('nested', () => { try { gen.next(); } catch (e) { seen.push(e.constructor === TypeError, v.get()); } });
  seen.push(v.get());
  yield;
  seen.push(v.get());
}
gen = v.run('creator', g);
v.run('resumer', () => { gen.next(); seen.push(v.get()); });
gen.next();
assert.compareArray(seen, [true, 'nested', 'creator', 'resumer', 'creator']);
