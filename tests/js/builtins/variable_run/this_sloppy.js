// clause: SPEC 2, run calls sloppy functions as plain calls do
// A sloppy function called by run has the global object of its own realm as this.
const variable = new AsyncContext.Variable();
const { global, evalScript } = $host.createRealm();
evalScript("var getThis = function () { return this; };");
assert.sameValue(variable.run("value", function () { return this; }), globalThis);
assert.sameValue(variable.run("value", global.getThis), global);
