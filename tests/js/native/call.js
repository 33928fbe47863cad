// clause: functions and jobs of the host
// A function called through a Rust function sees the caller's mapping, gets its arguments and returns its result.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const f = v.run('creator', () => (a, b) => a + b + v.get());
assert.sameValue(v.run('caller', () => $host.callNative(f, 'x', 'y ')), 'xy caller');
assert.sameValue(v.get(), 'empty');
