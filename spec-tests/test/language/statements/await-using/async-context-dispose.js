// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  An await using declaration calls the dispose method in the mapping of the function and
  goes on in that after it.
info: |
  Await ( value )

  Await captures in every construct that awaits: for await, await using, async
  generators and top-level await.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, explicit-resource-management]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const seen = [];
  let resolve;
  const gate = new Promise(r => { resolve = r; });
  const promise = ctx.run('function', async () => {
    {
      await using resource = ctx.run('maker', () => ({
        [Symbol.asyncDispose]() {
          seen.push('dispose ' + ctx.get());
          return gate;
        },
      }));
      seen.push('block ' + ctx.get());
    }
    seen.push('after ' + ctx.get());
  });
  await null;
  ctx.run('resolver', () => { resolve(); });
  await promise;

  assert.compareArray(
    seen,
    ['block function', 'dispose function', 'after function'],
    'all in the mapping of the function'
  );
});
