// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-hostenqueuepromisejob
description: >
  A timer of the empty mapping that fires after one of a run sees the empty mapping.
info: |
  Host jobs and schedulers

  The mapping outside of a host callback is not changed by it.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const seen = [];
  await new Promise(resolve => {
    ctx.run('call', () => {
      setTimeout(() => { ctx.run('inner', () => { seen.push(ctx.get()); }); }, 0);
    });
    setTimeout(() => {
      seen.push(ctx.get());
      setTimeout(() => {
        seen.push(ctx.get());
        resolve();
      }, 0);
    }, 0);
  });

  assert.compareArray(seen, ['inner', 'unset', 'unset'], 'the mapping of each call');
});
