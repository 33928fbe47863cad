/*---
description: An exception of the harness.
negative:
  phase: runtime
  type: Test262Error
---*/
throw new Test262Error("as it must");
