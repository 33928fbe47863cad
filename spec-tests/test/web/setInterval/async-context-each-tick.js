// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-hostenqueuepromisejob
description: >
  Each tick, with its arguments, sees the mapping of the call of setInterval, whatever
  the tick before did.
info: |
  Host jobs and schedulers

  setInterval captures the mapping at the call, for each tick.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const seen = [];
  await new Promise(resolve => {
    const id = ctx.run('call', setInterval, (...args) => {
      seen.push(args.join('') + ctx.get());
      ctx.run('inner', () => {});
      if (seen.length === 3) {
        ctx.run('clearer', () => { clearInterval(id); });
        resolve();
      }
    }, 1, 'x', 'y ');
  });
  await new Promise(resolve => { setTimeout(resolve, 20); });

  assert.compareArray(seen, ['xy call', 'xy call', 'xy call'], 'three ticks and no more');
});
