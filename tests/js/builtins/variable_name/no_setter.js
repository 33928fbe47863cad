// clause: SPEC 2, the name cannot be assigned
// Assignment to name throws in strict mode, is ignored in sloppy mode, and never changes the name.
const variable = new AsyncContext.Variable({ name: "fixed" });
variable.name = "sloppy";
assert.throws(TypeError, function () {
  "use strict";
  variable.name = "strict";
});
assert.sameValue(variable.name, "fixed");
