// clause: SPEC 2, own keys of Variable.prototype
// The prototype owns constructor, run, get, name and its tag, and nothing else.
const keys = Reflect.ownKeys(AsyncContext.Variable.prototype);
assert.compareArray(keys.filter((key) => typeof key === "string").sort(), ["constructor", "get", "name", "run"]);
assert.compareArray(keys.filter((key) => typeof key === "symbol"), [Symbol.toStringTag]);
