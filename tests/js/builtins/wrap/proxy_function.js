// clause: SPEC 2, wrapping a callable Proxy
// The apply trap runs in the captured mapping with the wrapped call's this and arguments.
const variable = new AsyncContext.Variable();
const receiver = {};
const proxy = new Proxy(() => {}, {
  apply(target, thisArgument, args) { return [variable.get(), thisArgument, ...args]; },
});
const wrapped = variable.run("set", () => AsyncContext.Snapshot.wrap(proxy));
assert.compareArray(Reflect.apply(wrapped, receiver, [1, 2]), ["set", receiver, 1, 2]);
