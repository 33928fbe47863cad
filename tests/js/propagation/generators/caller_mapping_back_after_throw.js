// clause: SPEC 3, generator
// After the body threw inside a nested run the resumer's mapping is back.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* g() { v.run('nested', () => { throw new RangeError(v.get()); }); yield; }
const gen = v.run('creator', g);
v.run('resumer', () => {
  let message;
  try { gen.next(); } catch (e) { message = e.message; }
  assert.sameValue(message, 'nested');
  assert.sameValue(v.get(), 'resumer');
});
assert.sameValue(v.get(), 'empty');
