// clause: SPEC 2, a wrapped function can be bound
// bind on a wrapped function gives one that still runs in the captured mapping.
const variable = new AsyncContext.Variable();
const wrapped = variable.run("set", () =>
  AsyncContext.Snapshot.wrap(function (a, b) { return [this.tag, a, b, variable.get()]; }));
assert.compareArray(wrapped.bind({ tag: "t" }, 1)(2), ["t", 1, 2, "set"]);
