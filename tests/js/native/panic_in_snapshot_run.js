// clause: functions and jobs of the host
// A Rust panic leaving Snapshot.run or a wrapped function puts the mapping back that was there before it.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const snapshot = v.run('snapshot', () => new AsyncContext.Snapshot());
const run = snapshot.run.bind(snapshot, $host.panic);
const wrapped = v.run('wrap', () => AsyncContext.Snapshot.wrap($host.panic));
v.run('caller', () => {
  assert.sameValue($host.catchPanic(run), true);
  assert.sameValue(v.get(), 'caller');
  assert.sameValue($host.catchPanic(wrapped), true);
  assert.sameValue(v.get(), 'caller');
});
assert.sameValue(v.get(), 'empty');
