// clause: SPEC 1, values are opaque to the mapping
// A value is stored, captured and read back without any operation on it.
const traps = [];
const value = new Proxy(function () {}, new Proxy({}, { get(_, trap) { traps.push(trap); } }));
const variable = new AsyncContext.Variable({ defaultValue: value });
const other = new AsyncContext.Variable();
const snapshot = variable.run(value, () => other.run(value, () => new AsyncContext.Snapshot()));
assert(snapshot.run(() => variable.get() === value && other.get() === value));
assert(variable.get() === value);
assert.compareArray(traps, []);
