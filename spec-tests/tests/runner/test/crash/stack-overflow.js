/*---
description: Source nested so deep that the parser overflows the native stack.
flags: [noStrict]
---*/
$262.evalScript("[".repeat(3000000));
