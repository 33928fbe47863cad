// clause: SPEC 2, a variable keeps its default value
// After collections, get still gives the default object, and the name is still there.
const variable = new AsyncContext.Variable({ name: ["built", "name"].join(" "), defaultValue: { tag: "default" } });
$host.gc();
$host.gc();
assert.sameValue(variable.get().tag, "default");
assert.sameValue(variable.name, "built name");
