// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-hostenqueuepromisejob
description: >
  Timers that fire in another order than they were set in keep the mapping of their own
  call.
info: |
  Host jobs and schedulers

  setTimeout captures the mapping at the call.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const seen = [];
  const look = () => { seen.push(ctx.get()); };
  await new Promise(resolve => {
    ctx.run('late', () => {
      setTimeout(() => {
        look();
        resolve();
      }, 60);
    });
    ctx.run('middle', () => { setTimeout(look, 30); });
    ctx.run('early', () => { setTimeout(look, 0); });
  });

  assert.compareArray(seen, ['early', 'middle', 'late'], 'in the order of firing');
});
