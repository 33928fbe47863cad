/*---
flags: [onlyStrict, noStrict]
---*/
