// clause: SPEC 2, a Proxy of a Variable is no Variable for get
// get called on a Proxy throws a TypeError without using a trap.
const traps = [];
const handler = new Proxy({}, { get(_, trap) { traps.push(trap); } });
const proxy = new Proxy(new AsyncContext.Variable(), handler);
assert.throws(TypeError, () => Reflect.apply(AsyncContext.Variable.prototype.get, proxy, []));
assert.compareArray(traps, []);
