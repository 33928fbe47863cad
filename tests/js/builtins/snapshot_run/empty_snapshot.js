// clause: SPEC 2, an empty snapshot clears the mapping for its extent
// A snapshot taken outside any run gives the defaults inside one.
const variable = new AsyncContext.Variable({ defaultValue: "default" });
const empty = new AsyncContext.Snapshot();
variable.run("set", () => {
  assert.sameValue(empty.run(() => variable.get()), "default");
  assert.sameValue(variable.get(), "set");
});
