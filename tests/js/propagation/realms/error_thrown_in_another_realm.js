// clause: SPEC 1 and 3, the mapping is agent-wide
// An error thrown by a function of another realm inside a nested run leaves the caller's mapping in place.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const other = $host.createRealm();
const f = other.evalScript('(function (v) { v.run("inner", () => { throw new RangeError(); }); })');
v.run('caller', () => {
  assert.throws(other.global.RangeError, () => f(v));
  assert.sameValue(v.get(), 'caller');
});
