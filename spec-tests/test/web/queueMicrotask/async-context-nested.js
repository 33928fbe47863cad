// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-hostenqueuepromisejob
description: >
  A microtask that is queued in a microtask has the mapping of that, or of a run in it.
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
  const look = () => { seen.push(ctx.get()); };
  ctx.run('outer', () => {
    queueMicrotask(() => {
      queueMicrotask(look);
      ctx.run('inner', () => { queueMicrotask(look); });
      queueMicrotask(look);
    });
  });
  await null;
  await null;

  assert.compareArray(seen, ['outer', 'inner', 'outer'], 'the mapping of each call');
});
