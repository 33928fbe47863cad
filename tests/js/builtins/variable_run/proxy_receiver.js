// clause: SPEC 2, a Proxy of a Variable is no Variable for run
// run called on a Proxy throws a TypeError without using a trap or calling the function.
const traps = [];
const handler = new Proxy({}, { get(_, trap) { traps.push(trap); } });
const proxy = new Proxy(new AsyncContext.Variable(), handler);
const { run } = AsyncContext.Variable.prototype;
assert.throws(TypeError, () => Reflect.apply(run, proxy, [1, () => traps.push("called")]));
assert.compareArray(traps, []);
