// clause: SPEC 2, setters on Object.prototype do not reach the built-ins
// Properties are defined, not assigned, and descriptors are not read from Object.prototype.
let touched = 0;
const trap = { configurable: true, get() { touched++; }, set() { touched++; } };
const keys = ["value", "writable", "get", "set", "length", "defaultValue", "mapping", "run", "wrap"];
for (const key of keys) Object.defineProperty(Object.prototype, key, { __proto__: null, ...trap });
const variable = new AsyncContext.Variable();
const wrapped = AsyncContext.Snapshot.wrap(function task(a) { return variable.run(a, () => 1); });
const result = new AsyncContext.Snapshot().run(wrapped, 5);
for (const key of keys) delete Object.prototype[key];
assert.sameValue(touched, 0);
assert.sameValue(result, 1);
assert.descriptor(wrapped, "length", { value: 1, writable: false, enumerable: false, configurable: true });
