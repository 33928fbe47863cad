// clause: SPEC 2, every realm has its own AsyncContext
// A new realm has distinct AsyncContext objects whose prototype chains end in its own intrinsics.
const { global } = $host.createRealm();
assert.notSameValue(global.AsyncContext, AsyncContext);
assert.notSameValue(global.AsyncContext.Variable, AsyncContext.Variable);
assert.notSameValue(global.AsyncContext.Snapshot, AsyncContext.Snapshot);
assert.sameValue(Object.getPrototypeOf(global.AsyncContext), global.Object.prototype);
assert.sameValue(Object.getPrototypeOf(global.AsyncContext.Variable), global.Function.prototype);
assert.sameValue(Object.getPrototypeOf(global.AsyncContext.Snapshot.prototype), global.Object.prototype);
