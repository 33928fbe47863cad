// clause: SPEC 1 and 3, the mapping is agent-wide
// A function of another realm called inside a run sees the run's mapping, and the mapping is back afterwards.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const other = $host.createRealm();
const f = v.run('creator', () => other.evalScript('(function (v) { return v.get(); })'));
assert.sameValue(v.run('caller', f, v), 'caller');
assert.sameValue(f(v), 'empty');
