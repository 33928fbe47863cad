// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-hostenqueuepromisejob
description: >
  An interval of the empty mapping ticks there although it sets and outlives timers of
  runs.
info: |
  Host jobs and schedulers

  setInterval captures the mapping at the call, for each tick.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const seen = [];
  let fired = 0;
  await new Promise(resolve => {
    const id = setInterval(() => {
      seen.push(ctx.get());
      ctx.run('other', () => { setTimeout(() => { fired++; }, 0); });
      if (seen.length >= 3 && fired > 0) {
        clearInterval(id);
        resolve();
      }
    }, 2);
  });

  assert(seen.length >= 3, 'three ticks');
  assert.sameValue(seen.filter(value => value !== 'unset').length, 0, 'all in the empty mapping');
});
