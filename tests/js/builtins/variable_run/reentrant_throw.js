// clause: SPEC 2, an exception unwinds every level of run
// An exception through three runs is caught in the middle with that level's values.
const variable = new AsyncContext.Variable({ defaultValue: 0 });
const other = new AsyncContext.Variable({ defaultValue: 0 });
const seen = variable.run(1, () => {
  try {
    other.run(2, () => variable.run(3, () => other.run(4, () => { throw 0; })));
  } catch {
    return [variable.get(), other.get()];
  }
});
assert.compareArray(seen, [1, 0]);
assert.compareArray([variable.get(), other.get()], [0, 0]);
