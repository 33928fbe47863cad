// clause: SPEC 2, the state is in the object, not in its prototype chain
// get works on a Variable whose prototype was changed afterwards.
const { get } = AsyncContext.Variable.prototype;
const variable = new AsyncContext.Variable({ defaultValue: "kept" });
Object.setPrototypeOf(variable, null);
assert.sameValue(Reflect.apply(get, variable, []), "kept");
Object.setPrototypeOf(variable, Array.prototype);
assert.sameValue(Reflect.apply(get, variable, []), "kept");
