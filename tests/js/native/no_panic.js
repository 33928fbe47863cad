// clause: functions and jobs of the host
// `run` inside a function called under a panic guard that does not panic behaves as always, also for a non-callable argument.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
const body = () => {
  seen.push(v.run('inner', () => v.get()), v.get());
  assert.throws(TypeError, () => v.run('inner', 'not callable'));
  seen.push(v.get());
};
assert.sameValue(v.run('outer', () => $host.catchPanic(body)), false);
assert.compareArray(seen, ['inner', 'outer', 'outer']);
