// clause: SPEC 2, the receiver check comes before anything else
// With a wrong receiver neither the function nor the value is touched in any way.
const touched = [];
const handler = new Proxy({}, { get(_, trap) { touched.push(trap); } });
const func = new Proxy(function () { touched.push("called"); }, handler);
const value = new Proxy({}, handler);
assert.throws(TypeError, () => Reflect.apply(AsyncContext.Variable.prototype.run, {}, [value, func]));
assert.compareArray(touched, []);
