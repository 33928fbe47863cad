/*---
description: A module that awaits for ever.
flags: [module]
---*/
await new Promise(function() {});
