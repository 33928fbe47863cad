/*---
description: An export that does not exist.
flags: [module]
negative:
  phase: resolution
  type: SyntaxError
---*/
$DONOTEVALUATE();
import { nothing } from "./module_FIXTURE.js";
