// clause: SPEC 2, an object name goes through ToString
// Arrays, String objects and objects without toString are converted as strings are elsewhere.
assert.sameValue(new AsyncContext.Variable({ name: ["a", "b"] }).name, "a,b");
assert.sameValue(new AsyncContext.Variable({ name: new String("boxed") }).name, "boxed");
assert.sameValue(new AsyncContext.Variable({ name: { toString: null, valueOf: () => 7 } }).name, "7");
assert.throws(TypeError, () => new AsyncContext.Variable({ name: Object.create(null) }));
