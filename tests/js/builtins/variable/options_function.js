// clause: SPEC 2, a function is an options object
// A function counts as an Object: its own name and its defaultValue property are used.
function settings() {}
settings.defaultValue = "of the function";
const variable = new AsyncContext.Variable(settings);
assert.sameValue(variable.name, "settings");
assert.sameValue(variable.get(), "of the function");
