// clause: SPEC 2, own keys of Snapshot.prototype
// The prototype owns constructor, run and its tag, and nothing else.
const keys = Reflect.ownKeys(AsyncContext.Snapshot.prototype);
assert.compareArray(keys.filter((key) => typeof key === "string").sort(), ["constructor", "run"]);
assert.compareArray(keys.filter((key) => typeof key === "symbol"), [Symbol.toStringTag]);
