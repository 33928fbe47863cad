// clause: SPEC 3, generator
// A body that resumes a second generator inside a nested run gets its own mapping back afterwards.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
function* inner() { seen.push(v.get()); yield; seen.push(v.get()); }
const second = v.run('second', inner);
function* outer() {
  v.run('nested', () => { second.next(); seen.push(v.get()); });
  seen.push(v.get());
  yield;
  second.next();
  seen.push(v.get());
}
const first = v.run('first', outer);
first.next();
v.run('resumer', () => first.next());
assert.compareArray(seen, ['second', 'nested', 'first', 'second', 'first']);
