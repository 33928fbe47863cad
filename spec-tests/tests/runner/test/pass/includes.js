/*---
description: Harness files.
includes: [compareArray.js, propertyHelper.js]
---*/
assert.compareArray([1], [1]);
verifyProperty({ a: 1 }, "a", { value: 1, writable: true, enumerable: true, configurable: true });
