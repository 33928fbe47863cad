/*---
description: Those that come after run.
---*/
assert(true);
