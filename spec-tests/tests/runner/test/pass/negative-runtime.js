/*---
description: An exception.
negative:
  phase: runtime
  type: TypeError
---*/
null.x;
