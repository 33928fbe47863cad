// clause: SPEC 1 and 3, the mapping is agent-wide
// A script evaluated synchronously in another realm inside a run sees the run's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const other = $host.createRealm();
other.global.v = v;
assert.sameValue(v.run('caller', () => other.evalScript('v.get()')), 'caller');
assert.sameValue(other.evalScript('v.get()'), 'empty');
