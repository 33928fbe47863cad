/*---
description: Fails in strict mode only.
---*/
assert.sameValue((function() { return this; })(), globalThis);
