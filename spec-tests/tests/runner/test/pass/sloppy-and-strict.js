/*---
description: Both modes.
---*/
assert.sameValue(1 + 1, 2);
