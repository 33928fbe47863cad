// clause: SPEC 3, (synchronous code captures nothing)
// The Function constructor converts its arguments to strings in the caller's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
const body = { toString() { seen.push(v.get()); return 'return 1'; } };
assert.sameValue(v.run('caller', () => Function(body))(), 1);
assert.compareArray(seen, ['caller']);
