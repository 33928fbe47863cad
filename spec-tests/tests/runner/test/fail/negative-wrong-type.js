/*---
description: Expects another exception.
negative:
  phase: runtime
  type: TypeError
---*/
throw new RangeError("wrong");
