/*---
description: asyncTest with a rejection that is nothing.
flags: [async]
includes: [asyncHelpers.js]
---*/
asyncTest(async function() { throw undefined; });
