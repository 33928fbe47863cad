// clause: SPEC 1, another realm reads the same mapping
// Code of another realm sees the value that was set here, through a variable made here.
const { global, evalScript } = $host.createRealm();
const variable = new AsyncContext.Variable({ defaultValue: "default" });
global.shared = variable;
evalScript("var read = function () { return shared.get(); };");
assert.sameValue(variable.run("here", global.read), "here");
assert.sameValue(global.read(), "default");
