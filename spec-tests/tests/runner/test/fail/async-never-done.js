/*---
description: $DONE is never called.
flags: [async]
---*/
setTimeout(function() {}, 1);
