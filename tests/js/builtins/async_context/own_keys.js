// clause: SPEC 2, own keys of AsyncContext
// The namespace object owns Variable, Snapshot and its tag, and nothing else.
const keys = Reflect.ownKeys(AsyncContext);
assert.sameValue(keys.length, 3);
assert(keys.includes("Variable"));
assert(keys.includes("Snapshot"));
assert(keys.includes(Symbol.toStringTag));
