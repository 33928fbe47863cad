/*---
description: A module with a syntax error.
flags: [module]
negative:
  phase: parse
  type: SyntaxError
---*/
$DONOTEVALUATE();
import { a } from "./module_FIXTURE.js"; let a;
