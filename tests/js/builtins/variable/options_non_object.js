// clause: SPEC 2, non-object options are ignored
// Primitive options give the same variable as no options at all.
for (const options of [undefined, null, true, 1, 1n, "text", Symbol("s")]) {
  const variable = new AsyncContext.Variable(options);
  assert.sameValue(variable.name, "");
  assert.sameValue(variable.get(), undefined);
}
