/*---
description: One that fails.
flags: [non-deterministic, noStrict]
---*/
assert(false);
