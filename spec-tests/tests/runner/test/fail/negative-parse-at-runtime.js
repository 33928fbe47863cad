/*---
description: The syntax error comes at runtime.
negative:
  phase: parse
  type: SyntaxError
---*/
eval("let let x");
