// clause: SPEC 1, the mapping is agent-wide
// A call into another realm and back keeps the mapping.
const { global, evalScript } = $host.createRealm();
evalScript("var callBack = function (f) { return f(); };");
const variable = new AsyncContext.Variable();
const seen = variable.run("ours", () => [
  global.callBack(() => variable.get()),
  variable.get(),
]);
assert.compareArray(seen, ["ours", "ours"]);
