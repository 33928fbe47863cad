// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  The body of an async generator goes on in its own mapping after an await, for a value
  and for a reason.
info: |
  Await ( value )

  Await captures in every construct that awaits: for await, await using, async
  generators and top-level await.

  A value that rejects throws into the async function in the mapping that was current at
  the await.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, async-iteration]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  let resolve, reject;
  const first = new Promise(r => { resolve = r; });
  const second = new Promise((_, r) => { reject = r; });
  const generator = ctx.run('generator', async function* () {
    await first;
    const afterValue = ctx.get();
    try {
      await second;
    } catch (reason) {
      yield [afterValue, reason, ctx.get()];
    }
  });
  const request = ctx.run('requester', () => generator.next());
  ctx.run('resolver', () => { resolve(); });
  await null;
  ctx.run('rejecter', () => { reject('reason'); });
  const result = await request;

  assert.compareArray(
    result.value,
    ['generator', 'reason', 'generator'],
    'after an await, and in the catch block around one'
  );
  assert.sameValue(ctx.get(), 'unset', 'the code that awaits the request has its own mapping');
});
