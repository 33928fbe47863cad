// clause: SPEC 2, a variable is identified by itself, not by its name
// Two variables of the same name do not share a value.
const first = new AsyncContext.Variable({ name: "same", defaultValue: "first" });
const second = new AsyncContext.Variable({ name: "same", defaultValue: "second" });
first.run(1, () => {
  assert.sameValue(first.get(), 1);
  assert.sameValue(second.get(), "second");
});
