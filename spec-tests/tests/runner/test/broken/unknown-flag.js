/*---
flags: [onlyFast]
---*/
