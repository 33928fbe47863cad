// clause: SPEC 2, run takes every kind of callable
// Bound functions, callable proxies and built-ins are called in the new mapping.
const variable = new AsyncContext.Variable();
const { get } = AsyncContext.Variable.prototype;
assert.sameValue(variable.run("bound", get.bind(variable)), "bound");
assert.sameValue(variable.run("proxy", new Proxy(() => variable.get(), {})), "proxy");
assert.sameValue(variable.run("built-in", Reflect.apply, get, variable, []), "built-in");
assert.sameValue(variable.run("ignored", Math.max, 1, 3, 2), 3);
