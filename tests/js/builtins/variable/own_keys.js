// clause: SPEC 2, own keys of Variable
// The constructor owns length, name and prototype, and nothing else.
const keys = Reflect.ownKeys(AsyncContext.Variable);
assert.compareArray(keys.sort(), ["length", "name", "prototype"]);
