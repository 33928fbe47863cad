// clause: SPEC 2, a wrapped function works as a method
// Called on an object, as getter, or from a class, it sees that object as this.
const wrapped = AsyncContext.Snapshot.wrap(function () { return this.tag; });
const object = { tag: "object", wrapped };
Object.defineProperty(object, "computed", { get: wrapped });
class Tagged { tag = "instance"; }
Tagged.prototype.wrapped = wrapped;
assert.sameValue(object.wrapped(), "object");
assert.sameValue(object.computed, "object");
assert.sameValue(new Tagged().wrapped(), "instance");
