// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  The caller has its own mapping back when Array.fromAsync, called in a run, has come to
  its first await.
info: |
  Await ( value )

  The caller of an async function has its own mapping back when the function awaits.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, Array.fromAsync, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const seen = [];
  let promise;
  ctx.run('caller', () => {
    promise = ctx.run('call', Array.fromAsync, [1], () => { seen.push('mapper ' + ctx.get()); });
    seen.push('caller ' + ctx.get());
  });
  seen.push('outside ' + ctx.get());
  await promise;

  assert.compareArray(
    seen,
    ['caller caller', 'outside unset', 'mapper call'],
    'the mappings in the order of execution'
  );
});
