// This is not the end: ---*/
/*---
description: The first mark is not the end.
flags: [onlyStrict]
---*/
assert.sameValue((function() { return this; })(), undefined);
