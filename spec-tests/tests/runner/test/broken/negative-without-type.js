/*---
negative:
  phase: parse
---*/
