// clause: SPEC 2, an inherited name getter is run
// The name is looked up on the prototype chain, with the function as receiver.
const receivers = [];
const func = () => {};
delete func.name;
Object.setPrototypeOf(func, { get name() { receivers.push(this); return "inherited"; } });
const wrapped = AsyncContext.Snapshot.wrap(func);
assert.sameValue(wrapped.name, "wrapped inherited");
assert.compareArray(receivers, [func]);
