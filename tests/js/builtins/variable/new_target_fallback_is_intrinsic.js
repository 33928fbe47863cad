// clause: SPEC 2, the fallback is an intrinsic, not a look-up
// A realm that replaced its AsyncContext global still supplies its original Variable.prototype.
const { global, evalScript } = $host.createRealm();
const { prototype } = global.AsyncContext.Variable;
evalScript("var Target = function () {}; Target.prototype = 1; AsyncContext = { Variable: class {} };");
const variable = Reflect.construct(AsyncContext.Variable, [], global.Target);
assert.sameValue(Object.getPrototypeOf(variable), prototype);
