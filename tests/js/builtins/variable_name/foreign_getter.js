// clause: SPEC 2, get name accepts a Variable of any realm
// Another realm's getter reads our variable, and throws its own TypeError for anything else.
const { global } = $host.createRealm();
const { get } = Object.getOwnPropertyDescriptor(global.AsyncContext.Variable.prototype, "name");
assert.sameValue(Reflect.apply(get, new AsyncContext.Variable({ name: "ours" }), []), "ours");
assert.throws(global.TypeError, () => Reflect.apply(get, {}, []));
