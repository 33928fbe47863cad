// clause: SPEC 2, the prototype comes from newTarget
// With Object as newTarget the result inherits from Object.prototype and still is a Variable.
const variable = Reflect.construct(AsyncContext.Variable, [{ name: "n" }], Object);
assert.sameValue(Object.getPrototypeOf(variable), Object.prototype);
const { get, run } = AsyncContext.Variable.prototype;
assert.sameValue(run.call(variable, 1, () => get.call(variable)), 1);
