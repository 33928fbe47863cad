// clause: SPEC 3, (synchronous code captures nothing)
// Direct eval inside a run sees the run's mapping, also in the functions it defines, which run in their caller's.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const [now, f] = v.run('run', () => [eval('v.get()'), eval('(() => v.get())')]);
assert.sameValue(now, 'run');
assert.sameValue(f(), 'empty');
assert.sameValue(v.run('caller', f), 'caller');
