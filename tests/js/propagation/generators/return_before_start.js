// clause: SPEC 3, generator
// `return()` on an unstarted generator runs no body, leaves the caller's mapping, and later resumes stay done.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
let ran = false;
function* g() { ran = true; yield v.get(); }
const gen = v.run('creator', g);
v.run('closer', () => {
  const r = gen.return(5);
  assert.sameValue(r.value, 5);
  assert.sameValue(r.done, true);
  assert.sameValue(v.get(), 'closer');
});
assert.sameValue(gen.next().done, true);
assert.sameValue(ran, false);
