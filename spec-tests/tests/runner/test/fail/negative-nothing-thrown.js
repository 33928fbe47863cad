/*---
description: Expects an exception in vain.
negative:
  phase: runtime
  type: TypeError
---*/
