// clause: SPEC 3, (synchronous code captures nothing)
// A function made by `new Function` in one run sees the mapping of its caller, not that of its creation.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const f = v.run('creator', () => new Function('v', 'return v.get()'));
assert.compareArray([f(v), v.run('caller', () => f(v))], ['empty', 'caller']);
