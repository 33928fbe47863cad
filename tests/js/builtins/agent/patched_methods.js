// clause: SPEC 2, the built-ins do not call one another by name
// With run, get and the Snapshot constructor replaced, wrap and the saved methods still work.
const { Variable, Snapshot } = AsyncContext;
const { run, get } = Variable.prototype;
const { wrap } = Snapshot;
const fail = () => assert(false, "patched method called");
Variable.prototype.run = Variable.prototype.get = Snapshot.prototype.run = Snapshot.wrap = fail;
AsyncContext.Variable = AsyncContext.Snapshot = fail;
const variable = new Variable({ defaultValue: "default" });
const wrapped = run.call(variable, "set", () => wrap(() => get.call(variable)));
assert.sameValue(wrapped(), "set");
assert.sameValue(get.call(variable), "default");
