/*---
description: A harness file that is named twice is included once.
includes: [assert.js, compareArray.js, compareArray.js]
---*/
assert.compareArray([], []);
