// clause: SPEC 2, each snapshot holds its own moment
// Snapshots taken at different levels of a nested run differ, in any order of use.
const variable = new AsyncContext.Variable({ defaultValue: 0 });
const snapshots = [new AsyncContext.Snapshot()];
variable.run(1, () => {
  snapshots.push(new AsyncContext.Snapshot());
  variable.run(2, () => snapshots.push(new AsyncContext.Snapshot()));
  snapshots.push(new AsyncContext.Snapshot());
});
const seen = [2, 0, 3, 1].map((index) => snapshots[index].run(() => variable.get()));
assert.compareArray(seen, [2, 0, 1, 1]);
