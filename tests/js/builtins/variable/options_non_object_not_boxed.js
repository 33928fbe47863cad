// clause: SPEC 2, non-object options are not boxed
// Properties that a primitive would inherit from its wrapper prototype are not read.
let read = 0;
for (const { prototype } of [String, Number, Boolean, Symbol, BigInt]) {
  for (const key of ["name", "defaultValue"]) {
    Object.defineProperty(prototype, key, { get() { read++; return "boxed"; } });
  }
}
for (const options of ["text", 1, true, Symbol("s"), 1n]) {
  assert.sameValue(new AsyncContext.Variable(options).get(), undefined);
}
assert.sameValue(read, 0);
