// clause: SPEC 2, a Proxy as newTarget
// The prototype is Get once through the Proxy, with the Proxy as receiver.
const prototype = {};
const log = [];
const newTarget = new Proxy(function () {}, {
  get(target, key, receiver) {
    log.push(key, receiver);
    return prototype;
  },
});
const variable = Reflect.construct(AsyncContext.Variable, [], newTarget);
assert.compareArray(log, ["prototype", newTarget]);
assert.sameValue(Object.getPrototypeOf(variable), prototype);
