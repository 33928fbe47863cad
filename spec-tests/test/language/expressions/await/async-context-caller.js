// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  The caller has its own mapping when an async function that it called in a run has come
  to an await.
info: |
  Await ( value )

  The caller of an async function has its own mapping back when the function awaits.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const seen = [];
  async function callee() {
    seen.push('before ' + ctx.get());
    await null;
    seen.push('after ' + ctx.get());
  }
  let promise;
  ctx.run('caller', () => {
    promise = ctx.run('callee', callee);
    seen.push('caller ' + ctx.get());
  });
  seen.push('outside ' + ctx.get());
  await promise;

  assert.compareArray(
    seen,
    ['before callee', 'caller caller', 'outside unset', 'after callee'],
    'the mappings in the order of execution'
  );
});
