/*---
description: Throws after it was done.
flags: [async]
---*/
$DONE();
throw new Error("after done");
