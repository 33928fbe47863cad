// clause: SPEC 2, run of a generator function makes a generator
// run returns the generator object before its body has started, and the outer value is back.
const variable = new AsyncContext.Variable({ defaultValue: "default" });
let started = false;
function* generate() { started = true; }
const generator = variable.run("set", generate);
assert.sameValue(Object.getPrototypeOf(generator), generate.prototype);
assert.sameValue(started, false);
assert.sameValue(variable.get(), "default");
