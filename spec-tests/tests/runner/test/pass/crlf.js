/*---
description: Lines that end in CR LF.
includes: [compareArray.js]
---*/
assert.compareArray([], []);
