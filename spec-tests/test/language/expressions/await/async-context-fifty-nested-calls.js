// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  Fifty nested async calls, each in a run with its own value, go on after their awaits
  each with its own value.
info: |
  Await ( value )

  The code after an await runs in the mapping that was current at the await.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: -1 });

asyncTest(async function () {
  const seen = [];
  const descend = async (depth) => {
    if (depth < 50) {
      await ctx.run(depth + 1, descend, depth + 1);
    } else {
      await null;
    }
    assert.sameValue(ctx.get(), depth, 'after the await at depth ' + depth);
    seen.push(depth);
  };
  await ctx.run(0, descend, 0);

  assert.sameValue(seen.length, 51, 'number of calls');
  assert.sameValue(seen[0], 50, 'the innermost goes on first');
  assert.sameValue(ctx.get(), -1, 'the code outside');
});
