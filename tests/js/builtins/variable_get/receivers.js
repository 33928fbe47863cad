// clause: SPEC 2, get checks its receiver
// Anything but a Variable makes get throw a TypeError.
const { Variable, Snapshot } = AsyncContext;
const receivers = [
  undefined, null, true, 1, 1n, "text", Symbol("s"), {}, [], function () {}, new Map(),
  AsyncContext, Variable, Variable.prototype, new Snapshot(),
];
for (const receiver of receivers) {
  assert.throws(TypeError, () => Reflect.apply(Variable.prototype.get, receiver, []));
}
