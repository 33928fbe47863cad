/*---
description: The syntax error is thrown by the test.
negative:
  phase: parse
  type: SyntaxError
---*/
throw new SyntaxError("by hand");
