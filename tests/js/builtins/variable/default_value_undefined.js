// clause: SPEC 2, the default value defaults to undefined
// Without a defaultValue in the options, or without options, get() outside run is undefined.
assert.sameValue(new AsyncContext.Variable().get(), undefined);
assert.sameValue(new AsyncContext.Variable({}).get(), undefined);
assert.sameValue(new AsyncContext.Variable({ name: "n" }).get(), undefined);
