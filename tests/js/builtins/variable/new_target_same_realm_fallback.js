// clause: SPEC 2, fallback prototype in the same realm
// A newTarget whose prototype is not an object gives the realm's %AsyncContext.Variable.prototype%.
for (const prototype of [undefined, null, true, 0, "text", Symbol("s"), 1n]) {
  const newTarget = function () {};
  newTarget.prototype = prototype;
  const variable = Reflect.construct(AsyncContext.Variable, [], newTarget);
  assert.sameValue(Object.getPrototypeOf(variable), AsyncContext.Variable.prototype);
}
