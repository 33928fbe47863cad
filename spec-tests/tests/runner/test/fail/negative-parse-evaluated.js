/*---
description: Evaluates what must not even parse.
negative:
  phase: parse
  type: SyntaxError
---*/
$DONOTEVALUATE();
