// clause: SPEC 2, own keys of a wrapped function
// A wrapped function owns length and name, and neither prototype nor anything of the original.
function target(a) {}
target.extra = 1;
const wrapped = AsyncContext.Snapshot.wrap(target);
assert.compareArray(Reflect.ownKeys(wrapped).sort(), ["length", "name"]);
assert.sameValue(Object.isExtensible(wrapped), true);
