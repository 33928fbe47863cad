// clause: SPEC 2, a Proxy as newTarget of Snapshot
// The prototype is Get once through the Proxy, and nothing else is.
const prototype = {};
const log = [];
const newTarget = new Proxy(function () {}, {
  get(target, key) { log.push(key); return prototype; },
});
const snapshot = Reflect.construct(AsyncContext.Snapshot, [], newTarget);
assert.compareArray(log, ["prototype"]);
assert.sameValue(Object.getPrototypeOf(snapshot), prototype);
