// clause: SPEC 1, another realm sets the same mapping
// A run made by another realm's code is seen by our function inside it, and ends with it.
const { global, evalScript } = $host.createRealm();
evalScript(`
  var variable = new AsyncContext.Variable({ defaultValue: "default" });
  var enter = function (f) { return variable.run("there", f); };
`);
assert.sameValue(global.enter(() => global.variable.get()), "there");
assert.sameValue(global.variable.get(), "default");
