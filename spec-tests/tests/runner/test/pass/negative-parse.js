/*---
description: A syntax error.
negative:
  phase: parse
  type: SyntaxError
---*/
$DONOTEVALUATE();
let let x;
