// clause: SPEC 2, the fallback is the intrinsic of newTarget's realm
// A foreign newTarget whose prototype is not an object gives the foreign Snapshot.prototype.
const { global, evalScript } = $host.createRealm();
evalScript("var NewTarget = function () {};");
for (const prototype of [undefined, null, 1, "text", Symbol("s")]) {
  global.NewTarget.prototype = prototype;
  const snapshot = Reflect.construct(AsyncContext.Snapshot, [], global.NewTarget);
  assert.sameValue(Object.getPrototypeOf(snapshot), global.AsyncContext.Snapshot.prototype);
}
