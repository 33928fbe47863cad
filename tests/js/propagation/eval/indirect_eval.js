// clause: SPEC 3, (synchronous code captures nothing)
// Indirect eval inside a run sees the run's mapping, and the caller's mapping is back after it threw.
globalThis.v = new AsyncContext.Variable({ defaultValue: 'empty' });
const indirect = eval;
assert.sameValue(v.run('run', () => indirect('v.get()')), 'run');
v.run('caller', () => {
  assert.throws(EvalError, () => indirect('v.run("inner", () => { throw new EvalError(); })'));
  assert.throws(SyntaxError, () => indirect('%'));
  assert.sameValue(v.get(), 'caller');
});
