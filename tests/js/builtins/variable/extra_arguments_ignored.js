// clause: SPEC 2, Variable has one parameter
// Arguments after the options are ignored.
const poison = new Proxy({}, { has() { assert(false, "read"); }, get() { assert(false, "read"); } });
const variable = new AsyncContext.Variable(undefined, poison, { name: "second" });
assert.sameValue(variable.name, "");
