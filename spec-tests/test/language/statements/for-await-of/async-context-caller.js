// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  The caller has its own mapping back when a function that it called in a run comes to
  the first await of a loop.
info: |
  Await ( value )

  The caller of an async function has its own mapping back when the function awaits.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, async-iteration]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const seen = [];
  async function callee() {
    for await (const value of [1]) seen.push('body ' + ctx.get());
  }
  let promise;
  ctx.run('caller', () => {
    promise = ctx.run('callee', callee);
    seen.push('caller ' + ctx.get());
  });
  await promise;

  assert.compareArray(seen, ['caller caller', 'body callee'], 'the caller goes on before the body');
});
