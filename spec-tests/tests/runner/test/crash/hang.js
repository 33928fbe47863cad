/*---
description: An endless loop.
flags: [noStrict]
---*/
for (;;);
