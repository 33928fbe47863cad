// clause: SPEC 2, run calls, it does not construct
// A class constructor as function throws a TypeError, and the outer value is back.
const variable = new AsyncContext.Variable({ defaultValue: "default" });
assert.throws(TypeError, () => variable.run("value", class {}));
assert.throws(TypeError, () => variable.run("value", AsyncContext.Snapshot));
assert.sameValue(variable.get(), "default");
