/*---
description: Runs in a new worker.
---*/
assert(true);
