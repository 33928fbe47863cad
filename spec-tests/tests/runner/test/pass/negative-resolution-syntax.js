/*---
description: A dependency with a syntax error.
flags: [module]
negative:
  phase: resolution
  type: SyntaxError
---*/
$DONOTEVALUATE();
import "./syntax-error_FIXTURE.js";
