/*---
description: a
---
flags: [async]
---*/
