/*---
description: A module that throws.
flags: [module]
negative:
  phase: runtime
  type: RangeError
---*/
throw new RangeError();
