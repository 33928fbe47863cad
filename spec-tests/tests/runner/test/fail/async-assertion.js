/*---
description: An assertion fails in asyncTest.
flags: [async]
includes: [asyncHelpers.js]
---*/
asyncTest(async function() { await null; assert(false, "later"); });
