// clause: SPEC 2, every construction gives a new object
// Two snapshots of the same mapping are two objects.
assert.notSameValue(new AsyncContext.Snapshot(), new AsyncContext.Snapshot());
