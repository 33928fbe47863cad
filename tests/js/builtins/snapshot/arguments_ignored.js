// clause: SPEC 2, Snapshot has no parameter
// Arguments of the constructor are not touched, not even called.
const touched = [];
const handler = new Proxy({}, { get(_, trap) { touched.push(trap); } });
const snapshot = new AsyncContext.Snapshot(new Proxy(function () { touched.push("called"); }, handler));
assert.compareArray(touched, []);
assert.sameValue(snapshot.run(() => "ran"), "ran");
