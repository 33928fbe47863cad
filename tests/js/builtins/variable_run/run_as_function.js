// clause: SPEC 2, run can run run
// run handed to another variable's run, bound to its variable, sets both values.
const first = new AsyncContext.Variable();
const second = new AsyncContext.Variable();
const both = () => [first.get(), second.get()];
assert.compareArray(first.run("a", second.run.bind(second), "b", both), ["a", "b"]);
