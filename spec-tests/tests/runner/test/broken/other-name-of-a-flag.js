/*---
flags: [canBlockIsFalse]
---*/
