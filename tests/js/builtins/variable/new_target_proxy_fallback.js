// clause: SPEC 2, realm of a Proxy newTarget
// A Proxy made here around a foreign function falls back to the foreign Variable.prototype.
const { global, evalScript } = $host.createRealm();
evalScript("var Target = function () {};");
const newTarget = new Proxy(global.Target, { get: () => undefined });
const variable = Reflect.construct(AsyncContext.Variable, [], newTarget);
assert.sameValue(Object.getPrototypeOf(variable), global.AsyncContext.Variable.prototype);
