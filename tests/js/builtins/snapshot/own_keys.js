// clause: SPEC 2, own keys of Snapshot
// The constructor owns length, name, prototype and wrap, and nothing else.
const keys = Reflect.ownKeys(AsyncContext.Snapshot);
assert.compareArray(keys.sort(), ["length", "name", "prototype", "wrap"]);
