// clause: SPEC 2, AsyncContext is an ordinary object
// Its members can be added, replaced and removed as on any ordinary object.
assert.sameValue(Object.isExtensible(AsyncContext), true);
AsyncContext.added = 1;
assert.sameValue(AsyncContext.added, 1);
AsyncContext.Variable = "replaced";
assert.sameValue(AsyncContext.Variable, "replaced");
assert.sameValue(delete AsyncContext.Snapshot, true);
assert.sameValue("Snapshot" in AsyncContext, false);
