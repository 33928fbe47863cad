// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-hostenqueuepromisejob
description: >
  The callback sees the mapping of the call of queueMicrotask, in a run and outside.
info: |
  Host jobs and schedulers

  queueMicrotask captures the mapping at the call.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const seen = [];
  const callback = ctx.run('maker', () => () => { seen.push(ctx.get()); });
  ctx.run('a', () => { queueMicrotask(callback); });
  queueMicrotask(callback);
  ctx.run('b', () => {
    queueMicrotask(callback);
    ctx.run('c', queueMicrotask, callback);
    queueMicrotask(callback);
  });
  assert.sameValue(seen.length, 0, 'no callback runs at the call');
  await null;

  assert.compareArray(seen, ['a', 'unset', 'b', 'c', 'b'], 'the mapping of each call');
});
