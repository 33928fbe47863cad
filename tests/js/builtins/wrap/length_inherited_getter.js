// clause: SPEC 2, an inherited length getter is not run
// Own-property look-up keeps a length getter on the prototype from running.
let read = 0;
const func = () => {};
delete func.length;
Object.setPrototypeOf(func, { get length() { read++; return 7; } });
assert.sameValue(AsyncContext.Snapshot.wrap(func).length, 0);
assert.sameValue(read, 0);
