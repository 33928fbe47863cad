// clause: SPEC 2, the realm of the function does not matter to wrap
// Our wrap around another realm's function gives our %Function.prototype%.
const { global, evalScript } = $host.createRealm();
evalScript("var theirs = function (a) { return this; };");
const wrapped = AsyncContext.Snapshot.wrap(global.theirs);
const receiver = {};
assert.sameValue(Object.getPrototypeOf(wrapped), Function.prototype);
assert.sameValue(Reflect.apply(wrapped, receiver, []), receiver);
