// clause: SPEC 2, run passes any number of arguments
// A thousand arguments arrive complete and in order.
const variable = new AsyncContext.Variable();
const args = Array.from({ length: 1000 }, (_, index) => index);
const received = variable.run("value", (...rest) => rest, ...args);
assert.compareArray(received, args);
