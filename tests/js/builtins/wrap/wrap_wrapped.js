// clause: SPEC 2, wrapping a wrapped function
// The innermost capture wins, and the name is prefixed twice.
const variable = new AsyncContext.Variable();
const { wrap } = AsyncContext.Snapshot;
const inner = variable.run("inner", () => wrap(function read(a, b) { return variable.get(); }));
const outer = variable.run("outer", () => wrap(inner));
assert.sameValue(outer(), "inner");
assert.sameValue(outer.name, "wrapped wrapped read");
assert.sameValue(outer.length, 2);
