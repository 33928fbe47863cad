// clause: functions and jobs of the host
// A Rust panic leaving `run` puts the mapping back that was there before it.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const panicking = v.run.bind(v, 'inner', $host.panic);
assert.sameValue($host.catchPanic(panicking), true);
assert.sameValue(v.get(), 'empty');
assert.sameValue(v.run('outer', () => { $host.catchPanic(panicking); return v.get(); }), 'outer');
