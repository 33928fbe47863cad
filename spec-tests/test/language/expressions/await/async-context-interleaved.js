// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  Async functions that run by turns, one of them in the empty mapping, each keep their
  own.
info: |
  Await ( value )

  The code after an await runs in the mapping that was current at the await.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const seen = [];
  async function step(label) {
    for (let i = 0; i < 2; i++) {
      await null;
      seen.push(label + ' ' + ctx.get());
    }
  }
  await Promise.all([ctx.run('a', step, 1), step(2), ctx.run('b', step, 3), ctx.run('a', step, 4)]);

  assert.compareArray(seen, [
    '1 a', '2 unset', '3 b', '4 a',
    '1 a', '2 unset', '3 b', '4 a',
  ], 'each function after each of its awaits');
});
