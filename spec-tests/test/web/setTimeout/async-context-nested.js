// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-hostenqueuepromisejob
description: >
  A timer that is set in a timer callback has the mapping of that, or of a run in it.
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
  await new Promise(resolve => {
    ctx.run('outer', () => {
      setTimeout(() => {
        ctx.run('inner', () => {
          setTimeout(() => { seen.push(ctx.get()); }, 0);
        });
        setTimeout(() => {
          seen.push(ctx.get());
          setTimeout(() => {
            seen.push(ctx.get());
            resolve();
          }, 0);
        }, 10);
      }, 0);
    });
  });

  assert.compareArray(seen, ['inner', 'outer', 'outer'], 'the mapping of each call');
});
