/*---
description: [a, b
---*/
