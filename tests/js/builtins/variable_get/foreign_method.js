// clause: SPEC 2, get accepts a Variable of any realm
// Another realm's get reads our variable, and throws its own TypeError for anything else.
const { global } = $host.createRealm();
const { get } = global.AsyncContext.Variable.prototype;
const variable = new AsyncContext.Variable({ defaultValue: "default" });
assert.sameValue(variable.run("set", () => get.call(variable)), "set");
assert.throws(global.TypeError, () => get.call({}));
