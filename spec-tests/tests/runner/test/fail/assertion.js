/*---
description: A failing assertion.
---*/
assert.sameValue(1, 2, "one is two");
