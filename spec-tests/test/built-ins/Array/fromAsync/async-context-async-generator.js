// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  Over an async generator of another mapping the mapper sees that of the call, and the
  generator its own.
info: |
  Await ( value )

  The code after an await runs in the mapping that was current at the await.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, Array.fromAsync, async-functions, async-iteration]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const generator = ctx.run('generator', async function* () {
    yield ctx.get();
    await null;
    yield ctx.get();
  });
  const promise = ctx.run('call', () =>
    Array.fromAsync(generator, value => value + ' ' + ctx.get()));

  assert.compareArray(await promise, ['generator call', 'generator call'], 'each has its own mapping');
});
