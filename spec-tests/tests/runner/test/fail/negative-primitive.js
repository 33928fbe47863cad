/*---
description: A primitive has no constructor of its own.
negative:
  phase: runtime
  type: String
---*/
throw "a string";
