// clause: SPEC 2, run swaps back when the function throws
// After a throw the outer value is back, both outside any run and inside another.
const variable = new AsyncContext.Variable({ defaultValue: "default" });
const fail = () => { throw new RangeError("stop"); };
assert.throws(RangeError, () => variable.run("set", fail));
assert.sameValue(variable.get(), "default");
variable.run("outer", () => {
  assert.throws(RangeError, () => variable.run("inner", fail));
  assert.sameValue(variable.get(), "outer");
});
