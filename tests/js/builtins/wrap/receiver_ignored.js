// clause: SPEC 2, wrap does not use its receiver
// wrap works as a plain function, on a subclass and on any other receiver.
const { wrap } = AsyncContext.Snapshot;
class Derived extends AsyncContext.Snapshot {}
const one = () => 1;
assert.sameValue(wrap(one)(), 1);
assert.sameValue(Derived.wrap(one)(), 1);
assert.sameValue(Reflect.apply(wrap, null, [one])(), 1);
assert.sameValue(Object.getPrototypeOf(Derived.wrap(one)), Function.prototype);
