/*---
description: A syntax error of strict mode only.
flags: [onlyStrict]
negative:
  phase: parse
  type: SyntaxError
---*/
$DONOTEVALUATE();
with ({}) {}
