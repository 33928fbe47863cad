// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  The then getter of an object that an async function returns after an await is read in
  the mapping of the function.
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
  let resolve;
  const gate = new Promise(r => { resolve = r; });
  const promise = ctx.run('function', async function () {
    await gate;
    return {
      get then() {
        seen.push(ctx.get());
      },
    };
  });
  ctx.run('resolver', () => { resolve(); });
  await promise;

  assert.compareArray(seen, ['function'], 'the promise is resolved in the mapping of the function');
});
