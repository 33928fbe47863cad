/*---
description: The directory is no test.
---*/
assert(true);
