// clause: SPEC 2, get has no parameter
// Arguments of get change nothing.
const variable = new AsyncContext.Variable({ defaultValue: "default" });
const other = new AsyncContext.Variable({ defaultValue: "other" });
assert.sameValue(variable.get(other, "fallback"), "default");
