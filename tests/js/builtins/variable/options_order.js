// clause: SPEC 2, order of the constructor's steps
// has name, get name, ToString, get defaultValue, and only then newTarget's prototype.
const log = [];
const name = { toString() { log.push("name.toString"); return "n"; } };
const options = new Proxy({ name, defaultValue: 1 }, {
  has(target, key) { log.push(`has ${String(key)}`); return Reflect.has(target, key); },
  get(target, key) { log.push(`get ${String(key)}`); return target[key]; },
});
const newTarget = new Proxy(function () {}, {
  get(target, key) { log.push(`newTarget.${String(key)}`); return target[key]; },
});
Reflect.construct(AsyncContext.Variable, [options], newTarget);
assert.compareArray(log, ["has name", "get name", "name.toString", "get defaultValue", "newTarget.prototype"]);
