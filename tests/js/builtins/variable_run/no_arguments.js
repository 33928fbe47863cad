// clause: SPEC 2, run passes no argument of its own
// Without further arguments the function gets none; the value is not passed.
const variable = new AsyncContext.Variable();
assert.sameValue(variable.run("value", function () { return arguments.length; }), 0);
