// clause: SPEC 2, wrapping a bound function
// The bound this and arguments stay, and length and name are those of the bound function.
const receiver = {};
const bound = function target(a, b, c) { return [this, a, b]; }.bind(receiver, 1);
const wrapped = AsyncContext.Snapshot.wrap(bound);
assert.compareArray(Reflect.apply(wrapped, "ignored", [2]), [receiver, 1, 2]);
assert.sameValue(wrapped.name, "wrapped bound target");
assert.sameValue(wrapped.length, 2);
