// clause: SPEC 2, a missing own length gives 0
// Without an own length the wrapped length is 0, whatever the prototype has.
const func = (a, b) => {};
delete func.length;
Object.setPrototypeOf(func, { length: 7 });
assert.sameValue(AsyncContext.Snapshot.wrap(func).length, 0);
