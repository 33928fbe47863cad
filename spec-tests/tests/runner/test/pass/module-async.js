/*---
description: A module that calls $DONE after a top-level await.
flags: [module, async]
---*/
await new Promise(resolve => setTimeout(resolve, 1));
$DONE();
