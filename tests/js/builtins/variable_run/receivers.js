// clause: SPEC 2, run checks its receiver
// Anything but a Variable makes run throw a TypeError.
const { Variable, Snapshot } = AsyncContext;
const receivers = [
  undefined, null, true, 1, 1n, "text", Symbol("s"), {}, [], function () {},
  AsyncContext, Variable, Variable.prototype, new Snapshot(), Object.create(new Variable()),
];
for (const receiver of receivers) {
  assert.throws(TypeError, () => Reflect.apply(Variable.prototype.run, receiver, [1, () => {}]));
}
