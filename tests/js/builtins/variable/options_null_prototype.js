// clause: SPEC 2, options need no prototype
// An options object with the prototype null works.
const options = Object.assign(Object.create(null), { name: "bare", defaultValue: 3 });
const variable = new AsyncContext.Variable(options);
assert.sameValue(variable.name, "bare");
assert.sameValue(variable.get(), 3);
