// clause: SPEC 2, a foreign constructor makes foreign variables
// `new` of another realm's Variable gives that realm's prototype, and our methods accept the result.
const { global } = $host.createRealm();
const variable = new global.AsyncContext.Variable({ name: "far", defaultValue: 1 });
assert.sameValue(Object.getPrototypeOf(variable), global.AsyncContext.Variable.prototype);
assert.sameValue(AsyncContext.Variable.prototype.get.call(variable), 1);
