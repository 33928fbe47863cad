/*---
description: $262.global.
---*/
assert.sameValue($262.global, globalThis);
