/*---
description: A module that throws.
flags: [module]
---*/
throw new RangeError("module");
