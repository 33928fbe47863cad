/*---
description: a
...
flags: [async]
---*/
