/*---
description: Expects a resolution error.
flags: [module]
negative:
  phase: resolution
  type: SyntaxError
---*/
throw new SyntaxError("evaluated");
