// clause: SPEC 2, a run keeps the other variables
// Inside the run of a second variable the first keeps its value, and the second ends alone.
const first = new AsyncContext.Variable({ defaultValue: "none" });
const second = new AsyncContext.Variable({ defaultValue: "none" });
first.run("a", () => {
  second.run("b", () => assert.compareArray([first.get(), second.get()], ["a", "b"]));
  assert.compareArray([first.get(), second.get()], ["a", "none"]);
});
