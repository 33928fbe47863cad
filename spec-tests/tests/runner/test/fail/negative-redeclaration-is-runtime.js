/*---
description: A clash with a global binding is no parse error.
negative:
  phase: parse
  type: SyntaxError
flags: [noStrict]
---*/
let Test262Error;
