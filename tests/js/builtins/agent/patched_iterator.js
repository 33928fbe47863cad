// clause: SPEC 2, arguments are not iterated
// With Array.prototype[Symbol.iterator] replaced, the arguments pass through run, snapshot.run and wrap.
const variable = new AsyncContext.Variable();
const snapshot = new AsyncContext.Snapshot();
const add = function (a, b) { return a + b; };
const wrapped = AsyncContext.Snapshot.wrap(add);
const original = Array.prototype[Symbol.iterator];
let touched = 0;
Array.prototype[Symbol.iterator] = function () { touched++; };
const first = variable.run("set", add, 1, 2);
const second = snapshot.run(add, 3, 4);
const third = wrapped(5, 6);
Array.prototype[Symbol.iterator] = original;
assert.sameValue(touched, 0);
assert.sameValue(`${first} ${second} ${third}`, "3 7 11");
