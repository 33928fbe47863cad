// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  An error that leaves an awaited async function, out of a run in it, arrives in the
  mapping of the await.
info: |
  Await ( value )

  A value that rejects throws into the async function in the mapping that was current at
  the await.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  async function thrower() {
    await null;
    ctx.run('innermost', () => { throw 'thrown in ' + ctx.get(); });
  }
  const seen = await ctx.run('caller', async () => {
    try {
      await ctx.run('thrower', thrower);
    } catch (error) {
      return [error, ctx.get()];
    }
  });

  assert.compareArray(seen, ['thrown in innermost', 'caller'], 'the catch block of the caller');
});
