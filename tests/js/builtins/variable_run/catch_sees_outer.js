// clause: SPEC 2, the caller's catch and finally run in the caller's mapping
// Handlers around a run that throws already see the outer value; those inside it see the inner one.
const variable = new AsyncContext.Variable();
const seen = [];
variable.run("outer", () => {
  try {
    variable.run("inner", () => {
      try { throw 1; } finally { seen.push(variable.get()); }
    });
  } catch {
    seen.push(variable.get());
  } finally {
    seen.push(variable.get());
  }
});
assert.compareArray(seen, ["inner", "outer", "outer"]);
