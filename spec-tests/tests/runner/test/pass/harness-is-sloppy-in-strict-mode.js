/*---
description: A strict test does not make the harness strict, nor does the harness make the test sloppy.
flags: [onlyStrict]
---*/
assert.throws(ReferenceError, function() { undeclared = 1; });
assert.sameValue(typeof Test262Error, "function");
