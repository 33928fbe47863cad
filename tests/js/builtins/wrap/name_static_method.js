// clause: SPEC 2, the name can be any own property
// A class's static getter called name runs; a static method called name is not a String.
class WithGetter { static get name() { return "computed"; } }
class WithMethod { static name() { assert(false, "called"); } }
assert.sameValue(AsyncContext.Snapshot.wrap(WithGetter).name, "wrapped computed");
assert.sameValue(AsyncContext.Snapshot.wrap(WithMethod).name, "wrapped ");
