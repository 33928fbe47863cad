// clause: SPEC 2, realm of a bound newTarget
// A bound function has no prototype, and its realm is that of its target.
const { global, evalScript } = $host.createRealm();
evalScript("var Target = function () {};");
const bound = Function.prototype.bind.call(global.Target);
const variable = Reflect.construct(AsyncContext.Variable, [], bound);
assert.sameValue(Object.getPrototypeOf(variable), global.AsyncContext.Variable.prototype);
