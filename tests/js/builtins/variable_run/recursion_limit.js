// clause: SPEC 2, recursion through run up to the engine's limit
// 10,000 nested runs either succeed or throw an error that JS can catch, and the context is intact afterwards.
const variable = new AsyncContext.Variable({ defaultValue: "default" });
const levels = 10000;
let reached = 0;
let error;
function descend(level) {
  reached = level;
  if (level < levels) variable.run(level, descend, level + 1);
}
try {
  descend(0);
} catch (caught) {
  error = caught;
}
assert(error === undefined ? reached === levels : error instanceof Error);
assert.sameValue(variable.get(), "default");
assert.sameValue(variable.run("again", () => variable.get()), "again");
