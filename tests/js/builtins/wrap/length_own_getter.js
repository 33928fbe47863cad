// clause: SPEC 2, an own length getter is run
// The getter runs once, on the function, and its result counts.
const receivers = [];
const func = () => {};
Object.defineProperty(func, "length", { get() { receivers.push(this); return 5; } });
const wrapped = AsyncContext.Snapshot.wrap(func);
assert.sameValue(wrapped.length, 5);
assert.compareArray(receivers, [func]);
