// clause: ClearKeptObjects, after the microtasks
// What a WeakRef has given out is kept until the microtasks are done and no longer.
let target = {};
const ref = new WeakRef(target);
asyncTest(async () => {
  ref.deref(); target = undefined;
  await new Promise((r) => setTimeout(r, 1));
  await new Promise((r) => setTimeout(r, 1));
  $host.gc();
  assert.sameValue(ref.deref(), undefined);
});
