// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-hostenqueuepromisejob
description: >
  Hundreds of pending timers of as many runs each fire in the mapping of their own call.
info: |
  Host jobs and schedulers

  setTimeout captures the mapping at the call.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const timers = [];
  for (let i = 0; i < 300; i++) {
    timers.push(new Promise(resolve => {
      ctx.run(i, () => { setTimeout(() => { resolve(ctx.get()); }, (i * 7) % 11); });
    }));
  }
  const seen = await Promise.all(timers);

  assert.sameValue(seen.length, 300, 'number of timers');
  for (let i = 0; i < 300; i++) {
    assert.sameValue(seen[i], i, 'timer ' + i);
  }
  assert.sameValue(ctx.get(), 'unset', 'the awaiting code has its own mapping');
});
