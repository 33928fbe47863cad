/*---
description: The dependency does not parse, this does.
flags: [module]
negative:
  phase: parse
  type: SyntaxError
---*/
import "./syntax-error_FIXTURE.js";
