// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  Async function declarations, called recursively in runs of their own, each go on in
  the mapping of their call.
info: |
  Await ( value )

  The code after an await runs in the mapping that was current at the await.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

async function descend(depth) {
  await null;
  const deeper = depth === 0 ? [] : await ctx.run(depth, descend, depth - 1);
  return [...deeper, ctx.get()];
}

asyncTest(async function () {
  assert.compareArray(await descend(3), [1, 2, 3, 'unset'], 'from the innermost to the outermost');
});
