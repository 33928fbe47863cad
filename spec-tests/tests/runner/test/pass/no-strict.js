/*---
description: Sloppy mode it is.
flags: [noStrict]
---*/
assert.sameValue((function() { return this; })(), globalThis);
