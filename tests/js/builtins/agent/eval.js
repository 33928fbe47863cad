// clause: SPEC 1, evaluated code runs in the current mapping
// Direct eval, indirect eval and Function of this and of another realm see the current value.
const { global } = $host.createRealm();
globalThis.shared = global.shared = new AsyncContext.Variable();
const seen = shared.run("set", () => [
  eval("shared.get()"),
  (0, eval)("shared.get()"),
  new Function("return shared.get()")(),
  global.eval("shared.get()"),
  new global.Function("return shared.get()")(),
]);
assert.compareArray(seen, ["set", "set", "set", "set", "set"]);
