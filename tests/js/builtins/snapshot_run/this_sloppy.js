// clause: SPEC 2, snapshot.run calls sloppy functions as plain calls do
// A sloppy function called by snapshot.run has the global object as this.
const snapshot = new AsyncContext.Snapshot();
assert.sameValue(snapshot.run(function () { return this; }), globalThis);
