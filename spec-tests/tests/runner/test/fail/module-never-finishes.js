/*---
description: A module that awaits forever.
flags: [module]
---*/
await new Promise(function() {});
