// clause: SPEC 2, a missing name counts as empty
// A function with no name on its whole prototype chain gives "wrapped ".
const func = function named() {};
delete func.name;
Object.setPrototypeOf(func, null);
assert.sameValue(AsyncContext.Snapshot.wrap(func).name, "wrapped ");
