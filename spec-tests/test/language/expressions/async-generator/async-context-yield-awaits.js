// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  The await that is part of a yield and of a return in an async generator throws and
  goes on in the mapping of the body.
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
  const seen = [];
  let rejectYield, rejectReturn;
  const first = new Promise((_, r) => { rejectYield = r; });
  const second = new Promise((_, r) => { rejectReturn = r; });
  const generator = ctx.run('generator', async function* () {
    try {
      yield first;
    } catch (reason) {
      seen.push(reason + ' ' + ctx.get());
    }
    try {
      return second;
    } catch (reason) {
      seen.push(reason + ' ' + ctx.get());
    } finally {
      seen.push('finally ' + ctx.get());
    }
  });
  const request = ctx.run('requester', () => generator.next());
  ctx.run('rejecter', () => { rejectYield('yield'); });
  await null;
  ctx.run('rejecter', () => { rejectReturn('return'); });
  const result = await request;

  assert.sameValue(result.done, true, 'the generator is done');
  assert.compareArray(
    seen,
    ['yield generator', 'return generator', 'finally generator'],
    'in the catch and finally blocks'
  );
});
