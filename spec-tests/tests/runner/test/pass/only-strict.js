/*---
description: Strict mode it is.
flags: [onlyStrict]
---*/
assert.sameValue((function() { return this; })(), undefined);
