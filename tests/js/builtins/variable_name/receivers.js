// clause: SPEC 2, get name checks its receiver
// Anything but a Variable makes the getter throw a TypeError.
const { get } = Object.getOwnPropertyDescriptor(AsyncContext.Variable.prototype, "name");
const { Variable, Snapshot } = AsyncContext;
const receivers = [
  undefined, null, true, 1, 1n, "text", Symbol("s"), {}, [], function named() {}, { name: "n" },
  AsyncContext, Variable, Variable.prototype, new Snapshot(), Object.create(new Variable()),
];
for (const receiver of receivers) {
  assert.throws(TypeError, () => Reflect.apply(get, receiver, []));
}
