// clause: SPEC 2, wrap returns a new function
// Two wraps of one function differ from each other and from the function.
const func = () => {};
const first = AsyncContext.Snapshot.wrap(func);
const second = AsyncContext.Snapshot.wrap(func);
assert.sameValue(typeof first, "function");
assert.notSameValue(first, func);
assert.notSameValue(first, second);
