/*---
description: A harness file that does not exist.
includes: [nothing.js]
---*/
