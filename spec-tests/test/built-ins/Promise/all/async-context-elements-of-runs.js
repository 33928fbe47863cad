// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  Async functions of several runs that are awaited together each keep their mapping, and
  so does the function that awaits them.
info: |
  Await ( value )

  An async function's mapping is not that of the code that settles what it awaits.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  async function element() {
    await null;
    return ctx.get();
  }
  const seen = await ctx.run('function', async () => {
    const list = await Promise.all(['a', 'b', 'c'].map(name => ctx.run(name, element)));
    return [...list, ctx.get()];
  });

  assert.compareArray(seen, ['a', 'b', 'c', 'function'], 'the elements and the function that awaits');
});
