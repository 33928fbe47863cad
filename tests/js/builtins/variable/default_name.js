// clause: SPEC 2, the name defaults to ""
// Without a name in the options, or without options, the name is the empty string.
assert.sameValue(new AsyncContext.Variable().name, "");
assert.sameValue(new AsyncContext.Variable({}).name, "");
assert.sameValue(new AsyncContext.Variable({ defaultValue: 1 }).name, "");
