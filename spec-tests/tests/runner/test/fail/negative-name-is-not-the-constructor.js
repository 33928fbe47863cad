/*---
description: The name of an error is not its constructor.
negative:
  phase: runtime
  type: TypeError
---*/
throw { name: "TypeError", message: "pretended", constructor: Object };
