/*---
Negative:
  phase: parse
  type: SyntaxError
---*/
