// clause: SPEC 2, an own name property does not change the state
// An own property shadows the accessor, which still reports the original name.
const variable = new AsyncContext.Variable({ name: "inner" });
Object.defineProperty(variable, "name", { value: "own" });
const { get } = Object.getOwnPropertyDescriptor(AsyncContext.Variable.prototype, "name");
assert.sameValue(variable.name, "own");
assert.sameValue(Reflect.apply(get, variable, []), "inner");
