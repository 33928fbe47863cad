// clause: SPEC 2, built-ins call back in the current mapping
// The callbacks of map, sort and replace see the value of the run around them.
const variable = new AsyncContext.Variable();
const seen = [];
variable.run("set", () => {
  [1].map(() => seen.push(variable.get()));
  [2, 1].sort(() => (seen[1] = variable.get(), 0));
  "x".replace("x", () => (seen.push(variable.get()), ""));
});
assert.compareArray(seen, ["set", "set", "set"]);
