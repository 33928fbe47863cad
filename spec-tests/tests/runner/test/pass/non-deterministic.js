/*---
description: One that passes.
flags: [non-deterministic]
---*/
assert(true);
