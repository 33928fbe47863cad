/*---
description: $DONE is called in a later macrotask.
flags: [async]
---*/
setTimeout($DONE, 2);
