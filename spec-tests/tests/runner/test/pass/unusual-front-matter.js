/*---
esid: 15.2
es6id: 15.2
description: 1
includes: compareArray.js
features:
flags: [generated]
---*/
assert.compareArray([], []);
