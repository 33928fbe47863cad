// clause: SPEC 2, the fallback is the intrinsic of newTarget's realm
// A foreign newTarget whose prototype is not an object gives the foreign Variable.prototype.
const { global, evalScript } = $host.createRealm();
evalScript("var NewTarget = function () {};");
for (const prototype of [undefined, null, false, 1, "text", Symbol("s"), 1n]) {
  global.NewTarget.prototype = prototype;
  const variable = Reflect.construct(AsyncContext.Variable, [], global.NewTarget);
  assert.sameValue(Object.getPrototypeOf(variable), global.AsyncContext.Variable.prototype);
}
