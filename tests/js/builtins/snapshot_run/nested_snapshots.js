// clause: SPEC 2, snapshot.run nests
// Snapshots run inside one another come apart level by level.
const variable = new AsyncContext.Variable({ defaultValue: 0 });
const capture = () => new AsyncContext.Snapshot();
const one = variable.run(1, capture);
const two = variable.run(2, capture);
const seen = [];
const note = () => seen.push(variable.get());
one.run(() => {
  two.run(() => {
    one.run(note);
    note();
  });
  note();
});
note();
assert.compareArray(seen, [1, 2, 1, 0]);
