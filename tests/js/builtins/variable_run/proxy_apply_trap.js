// clause: SPEC 2, a Proxy's apply trap runs in the new mapping
// The trap sees the value, undefined as this, and the arguments.
const variable = new AsyncContext.Variable();
const func = new Proxy(() => {}, {
  apply(target, thisArgument, args) {
    return [variable.get(), thisArgument, ...args];
  },
});
assert.compareArray(variable.run("set", func, 1, 2), ["set", undefined, 1, 2]);
