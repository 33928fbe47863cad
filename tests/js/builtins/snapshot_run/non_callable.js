// clause: SPEC 2, snapshot.run of something that is not callable throws
// A missing or non-callable function throws a TypeError.
const snapshot = new AsyncContext.Snapshot();
assert.throws(TypeError, () => snapshot.run());
for (const func of [undefined, null, true, 1, 1n, "text", Symbol("s"), {}, snapshot, class {}]) {
  assert.throws(TypeError, () => snapshot.run(func));
}
