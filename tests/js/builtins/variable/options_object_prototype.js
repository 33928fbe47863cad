// clause: SPEC 2, options inherit from %Object.prototype%
// A name on Object.prototype is found through an empty options object, but not without options.
Object.prototype.name = "global";
const withOptions = new AsyncContext.Variable({});
const without = new AsyncContext.Variable();
delete Object.prototype.name;
assert.sameValue(withOptions.name, "global");
assert.sameValue(without.name, "");
