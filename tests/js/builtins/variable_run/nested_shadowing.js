// clause: SPEC 2, an inner run shadows the same variable
// Each level sees its own value, before and after the level inside it.
const variable = new AsyncContext.Variable({ defaultValue: 0 });
const seen = [];
const note = () => seen.push(variable.get());
note();
variable.run(1, () => {
  note();
  variable.run(2, () => {
    note();
    variable.run(3, note);
    note();
  });
  note();
});
note();
assert.compareArray(seen, [0, 1, 2, 3, 2, 1, 0]);
