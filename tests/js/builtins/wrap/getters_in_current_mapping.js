// clause: SPEC 2, wrap does not change the mapping while it copies
// The length and name getters run in the mapping of the call of wrap.
const variable = new AsyncContext.Variable();
const seen = [];
const func = Object.defineProperties(() => {}, {
  length: { get() { seen.push(variable.get()); return 0; } },
  name: { get() { seen.push(variable.get()); return ""; } },
});
variable.run("current", () => AsyncContext.Snapshot.wrap(func));
assert.compareArray(seen, ["current", "current"]);
