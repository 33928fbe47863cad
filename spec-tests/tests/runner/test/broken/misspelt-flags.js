/*---
flag: [async]
---*/
