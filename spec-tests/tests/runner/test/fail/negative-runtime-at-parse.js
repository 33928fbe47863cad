/*---
description: Expects a runtime error, does not parse.
negative:
  phase: runtime
  type: SyntaxError
---*/
let let x;
