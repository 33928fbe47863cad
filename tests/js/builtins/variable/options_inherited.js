// clause: SPEC 2, inherited options count
// HasProperty and Get both see name and defaultValue on the prototype of the options.
const options = Object.create({ name: "inherited", defaultValue: 1 });
const variable = new AsyncContext.Variable(options);
assert.sameValue(variable.name, "inherited");
assert.sameValue(variable.get(), 1);
