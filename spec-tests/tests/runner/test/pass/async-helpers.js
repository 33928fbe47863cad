/*---
description: asyncTest.
flags: [async]
includes: [asyncHelpers.js]
---*/
asyncTest(async function() {
  await null;
  await assert.throwsAsync(TypeError, async function() { null.x; });
});
