// clause: functions and jobs of the host
// A JS error crossing a Rust function on its way out of a nested run leaves the caller's mapping in place.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
v.run('caller', () => {
  assert.throws(EvalError, () => $host.callNative(() => v.run('inner', () => { throw new EvalError(); })));
  assert.sameValue(v.get(), 'caller');
  assert.throws(EvalError, () => v.run('inner', $host.callNative, () => { throw new EvalError(); }));
  assert.sameValue(v.get(), 'caller');
});
assert.sameValue(v.get(), 'empty');
