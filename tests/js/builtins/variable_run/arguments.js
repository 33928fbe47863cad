// clause: SPEC 2, run passes its further arguments on
// The function gets the arguments after the first two, in order and as they are.
const variable = new AsyncContext.Variable();
const object = {};
variable.run("value", function () {
  assert.compareArray([...arguments], [object, undefined, -0]);
}, object, undefined, -0);
