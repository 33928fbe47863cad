// clause: SPEC 2, snapshot.run checks its receiver
// Anything but a Snapshot makes run throw a TypeError, and the function is not called.
const { Variable, Snapshot } = AsyncContext;
let called = 0;
const receivers = [
  undefined, null, true, 1, 1n, "text", Symbol("s"), {}, [], function () {},
  AsyncContext, Snapshot, Snapshot.prototype, new Variable(), Object.create(new Snapshot()),
];
for (const receiver of receivers) {
  assert.throws(TypeError, () => Reflect.apply(Snapshot.prototype.run, receiver, [() => called++]));
}
assert.sameValue(called, 0);
