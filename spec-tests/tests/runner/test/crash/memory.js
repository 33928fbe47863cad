/*---
description: Takes all memory, for the garbage collector to keep.
flags: [noStrict]
---*/
var all = [];
for (;;) all.push([]);
