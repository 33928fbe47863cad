// clause: SPEC 2, this of a wrapped sloppy function
// A sloppy function gets its this as in a direct call: the global object, or the boxed primitive.
const wrapped = AsyncContext.Snapshot.wrap(function () { return this; });
assert.sameValue(wrapped(), globalThis);
assert.sameValue(Reflect.apply(wrapped, null, []), globalThis);
const boxed = Reflect.apply(wrapped, "text", []);
assert.sameValue(typeof boxed, "object");
assert.sameValue(boxed.valueOf(), "text");
