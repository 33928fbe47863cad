// clause: SPEC 2, a wrapped function passes its arguments on
// All arguments arrive in order and as they are, more or fewer than its length.
const wrapped = AsyncContext.Snapshot.wrap(function (a, b) { return [...arguments]; });
const object = {};
assert.compareArray(wrapped(), []);
assert.compareArray(wrapped(undefined), [undefined]);
assert.compareArray(wrapped(object, -0, null, "more"), [object, -0, null, "more"]);
