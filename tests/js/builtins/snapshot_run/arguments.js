// clause: SPEC 2, snapshot.run passes its further arguments on
// The function gets the arguments after the first, in order and as they are, or none.
const snapshot = new AsyncContext.Snapshot();
const object = {};
assert.compareArray(snapshot.run((...args) => args, object, undefined, -0), [object, undefined, -0]);
assert.sameValue(snapshot.run(function () { return arguments.length; }), 0);
