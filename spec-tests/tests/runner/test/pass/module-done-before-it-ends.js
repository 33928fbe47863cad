/*---
description: Done, though a top-level await is not over.
flags: [module, async]
---*/
setTimeout($DONE, 1);
await new Promise(function() {});
