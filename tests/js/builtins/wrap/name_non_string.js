// clause: SPEC 2, a name that is not a String counts as empty
// Other names are not converted; the wrapped name is "wrapped " with nothing after the space.
const values = [undefined, null, true, 1, 1n, Symbol("s"), new String("s"), { toString() { assert(false, "converted"); } }];
for (const value of values) {
  const func = Object.defineProperty(() => {}, "name", { value });
  assert.sameValue(AsyncContext.Snapshot.wrap(func).name, "wrapped ");
}
