/*---
negative:
  phase: runtime
  type: ""
---*/
throw 1;
