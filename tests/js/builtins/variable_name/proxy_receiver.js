// clause: SPEC 2, a Proxy of a Variable is no Variable for get name
// The getter called on a Proxy throws a TypeError without using a trap; read through it, it throws too.
const { get } = Object.getOwnPropertyDescriptor(AsyncContext.Variable.prototype, "name");
const traps = [];
const handler = new Proxy({}, { get(_, trap) { traps.push(trap); } });
const proxy = new Proxy(new AsyncContext.Variable({ name: "n" }), handler);
assert.throws(TypeError, () => Reflect.apply(get, proxy, []));
assert.compareArray(traps, []);
assert.throws(TypeError, () => proxy.name);
