// clause: SPEC 2, an explicit undefined is a value
// A variable run with undefined gives undefined, not its default, also over an outer value.
const variable = new AsyncContext.Variable({ defaultValue: "default" });
assert.sameValue(variable.run(undefined, () => variable.get()), undefined);
variable.run("outer", () => {
  assert.sameValue(variable.run(undefined, () => variable.get()), undefined);
  assert.sameValue(variable.get(), "outer");
});
