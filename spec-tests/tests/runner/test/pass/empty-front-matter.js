/*---
---*/
assert(true);
