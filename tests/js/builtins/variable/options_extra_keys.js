// clause: SPEC 2, other option keys are ignored
// Getters of keys other than name and defaultValue never run.
let read = 0;
const options = { name: "n", defaultValue: 1 };
for (const key of ["value", "length", "default", "description", "signal", Symbol.toStringTag, Symbol.iterator]) {
  Object.defineProperty(options, key, { enumerable: true, get() { read++; } });
}
const variable = new AsyncContext.Variable(options);
assert.sameValue(read, 0);
assert.sameValue(variable.name, "n");
