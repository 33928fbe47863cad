/*---
negative:
  phase: compile
  type: SyntaxError
---*/
