/*---
description: >
  A script sees a lexical binding that another one made after it began; Boa 0.22 decides
  what is global when it parses.
---*/
$262.evalScript("let later = 1;");
assert.sameValue(later, 1);
