// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  A loop over an async generator of another mapping keeps its own, and the generator
  keeps that of its creation.
info: |
  Await ( value )

  Await captures in every construct that awaits: for await, await using, async
  generators and top-level await.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, async-iteration]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const generator = ctx.run('generator', async function* () {
    yield ctx.get();
    await null;
    yield ctx.get();
  });
  const seen = await ctx.run('function', async () => {
    const list = [];
    for await (const value of generator) list.push(value + ' ' + ctx.get());
    return [...list, ctx.get()];
  });

  assert.compareArray(
    seen,
    ['generator function', 'generator function', 'function'],
    'the body of the generator, the body of the loop, and the code after it'
  );
});
