// clause: SPEC 3, (synchronous code captures nothing)
// `eval` itself given to `run` is an indirect eval in the run's mapping.
globalThis.v = new AsyncContext.Variable({ defaultValue: 'empty' });
assert.sameValue(v.run('run', eval, 'v.get()'), 'run');
assert.sameValue(v.get(), 'empty');
