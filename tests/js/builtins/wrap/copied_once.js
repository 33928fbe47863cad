// clause: SPEC 2, length and name are copied at the wrap
// Later changes of the function's length and name do not show on the wrapped one.
const func = function before(a) {};
const wrapped = AsyncContext.Snapshot.wrap(func);
Object.defineProperty(func, "length", { value: 9 });
Object.defineProperty(func, "name", { value: "after" });
assert.sameValue(wrapped.length, 1);
assert.sameValue(wrapped.name, "wrapped before");
