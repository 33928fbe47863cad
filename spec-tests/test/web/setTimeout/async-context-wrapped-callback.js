// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-hostenqueuepromisejob
description: >
  A callback made by AsyncContext.Snapshot.wrap sees the mapping of the wrap, and what
  calls it that of the timer.
info: |
  Host jobs and schedulers

  setTimeout captures the mapping at the call.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const wrapped = ctx.run('wrap', () => AsyncContext.Snapshot.wrap(() => ctx.get()));
  const seen = await new Promise(resolve => {
    ctx.run('call', () => {
      setTimeout(() => {
        const inside = wrapped();
        resolve([inside, ctx.get()]);
      }, 0);
    });
  });

  assert.compareArray(seen, ['wrap', 'call'], 'inside of the wrap and after it');
});
