// clause: SPEC 2, the built-ins do not look at the AsyncContext global
// With globalThis.AsyncContext replaced, everything taken before works on the original intrinsics.
const { Variable, Snapshot } = AsyncContext;
let touched = 0;
globalThis.AsyncContext = new Proxy({}, { get() { touched++; } });
const variable = new Variable();
const wrapped = variable.run("set", () => Snapshot.wrap(() => variable.get()));
const snapshot = variable.run("set", () => new Snapshot());
assert.sameValue(wrapped(), "set");
assert.sameValue(snapshot.run(() => variable.get()), "set");
assert.sameValue(Object.getPrototypeOf(variable), Variable.prototype);
assert.sameValue(touched, 0);
