/*---
description: The older name of the phase.
negative:
  phase: early
  type: SyntaxError
---*/
$DONOTEVALUATE();
let x; let x;
