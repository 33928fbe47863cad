// clause: SPEC 2, every level has its own mapping
// Runs of two variables nested alternately come apart level by level.
const x = new AsyncContext.Variable({ defaultValue: 0 });
const y = new AsyncContext.Variable({ defaultValue: 0 });
const seen = [];
const note = () => seen.push(`${x.get()}${y.get()}`);
x.run(1, () => {
  y.run(1, () => {
    x.run(2, () => {
      y.run(2, note);
      note();
    });
    note();
  });
  note();
});
note();
assert.compareArray(seen, ["22", "21", "11", "10", "00"]);
