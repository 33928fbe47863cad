// clause: SPEC 2, a variable has no own properties
// A new variable is extensible and owns no key, with or without options.
const variable = new AsyncContext.Variable({ name: "n", defaultValue: 1 });
assert.compareArray(Reflect.ownKeys(variable), []);
assert.sameValue(Object.isExtensible(variable), true);
assert.sameValue(JSON.stringify(variable), "{}");
