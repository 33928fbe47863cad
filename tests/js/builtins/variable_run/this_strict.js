// clause: SPEC 2, run calls with undefined as this
// A strict function called by run has undefined as this.
"use strict";
const variable = new AsyncContext.Variable();
assert.sameValue(variable.run("value", function () { return this; }), undefined);
