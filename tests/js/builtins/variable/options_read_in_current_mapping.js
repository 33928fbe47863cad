// clause: SPEC 2, the constructor does not change the mapping
// Option getters and toString run in the mapping of the code that constructs.
const outer = new AsyncContext.Variable();
const seen = [];
outer.run("current", () => {
  new AsyncContext.Variable({
    get name() {
      seen.push(outer.get());
      return { toString() { seen.push(outer.get()); return ""; } };
    },
    get defaultValue() { seen.push(outer.get()); },
  });
});
assert.compareArray(seen, ["current", "current", "current"]);
