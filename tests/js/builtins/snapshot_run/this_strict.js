// clause: SPEC 2, snapshot.run calls with undefined as this
// A strict function called by snapshot.run has undefined as this.
"use strict";
const snapshot = new AsyncContext.Snapshot();
assert.sameValue(snapshot.run(function () { return this; }), undefined);
