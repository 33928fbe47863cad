// clause: SPEC 2, a length that is not a Number gives 0
// Strings, BigInts, Number objects and convertible objects are not converted.
const unconverted = { valueOf() { assert(false, "converted"); } };
const values = [undefined, null, true, "3", 3n, Symbol("s"), new Number(3), [3], unconverted];
for (const value of values) {
  const func = Object.defineProperty(() => {}, "length", { value });
  assert.sameValue(AsyncContext.Snapshot.wrap(func).length, 0);
}
