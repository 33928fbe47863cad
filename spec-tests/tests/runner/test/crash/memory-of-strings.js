/*---
description: Takes all memory, in small pieces.
flags: [noStrict]
---*/
var all = [];
for (var i = 0;; i++) all.push("x".repeat(1 << 20) + i);
