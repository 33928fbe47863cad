/*---
description: A module that throws after an await.
flags: [module]
negative:
  phase: runtime
  type: RangeError
---*/
await null;
throw new RangeError();
