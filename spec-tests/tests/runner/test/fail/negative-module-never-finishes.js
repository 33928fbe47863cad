/*---
description: Nothing is thrown when a module never finishes.
flags: [module]
negative:
  phase: runtime
  type: Error
---*/
await new Promise(function() {});
