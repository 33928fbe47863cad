// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  The caller has its own mapping back when an async function throws before its first
  await.
info: |
  Await ( value )

  The caller of an async function has its own mapping back when the function awaits.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  let promise;
  ctx.run('caller', () => {
    promise = ctx.run('callee', async () => { throw 'thrown in ' + ctx.get(); });
    assert.sameValue(ctx.get(), 'caller', 'the caller has its own mapping back');
  });
  assert.sameValue(ctx.get(), 'unset', 'and so has the code outside');

  assert.sameValue(await promise.catch(error => error), 'thrown in callee', 'the rejection');
});
