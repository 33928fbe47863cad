// clause: SPEC 1, a mapping cannot be listed through a snapshot
// A snapshot of a mapping with entries owns no key, serialises to {} and is not iterable.
const variable = new AsyncContext.Variable({ name: "secret" });
const snapshot = variable.run("value", () => new AsyncContext.Snapshot());
assert.compareArray(Reflect.ownKeys(snapshot), []);
assert.sameValue(JSON.stringify(snapshot), "{}");
assert.compareArray(Object.entries(snapshot), []);
assert.throws(TypeError, () => [...snapshot]);
for (const key in snapshot) assert(false, `listed ${key}`);
