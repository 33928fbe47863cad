// clause: SPEC 2, the callable check comes before length and name
// For a non-callable object, neither length nor name is looked up.
let read = 0;
const target = {
  get length() { read++; return 0; },
  get name() { read++; return ""; },
};
assert.throws(TypeError, () => AsyncContext.Snapshot.wrap(target));
assert.sameValue(read, 0);
