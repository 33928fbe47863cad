// clause: SPEC 2, the options are read at construction only
// Later changes of the options object reach neither the name nor the default.
const options = { name: "before", defaultValue: 1 };
const variable = new AsyncContext.Variable(options);
options.name = "after";
options.defaultValue = 2;
assert.sameValue(variable.name, "before");
assert.sameValue(variable.get(), 1);
