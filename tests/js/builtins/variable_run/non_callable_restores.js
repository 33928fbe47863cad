// clause: SPEC 2, a non-callable function leaves no trace
// After the TypeError the mapping is the outer one again.
const variable = new AsyncContext.Variable({ defaultValue: "default" });
assert.throws(TypeError, () => variable.run("inner", {}));
assert.sameValue(variable.get(), "default");
variable.run("outer", () => {
  assert.throws(TypeError, () => variable.run("inner", null));
  assert.sameValue(variable.get(), "outer");
});
