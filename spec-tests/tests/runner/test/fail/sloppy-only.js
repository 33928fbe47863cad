/*---
description: Fails in sloppy mode only.
---*/
assert.sameValue((function() { return this; })(), undefined);
