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
  let order;
  // Between two calls a host may be held up for longer than their delays differ, so
  // longer ones are tried, too.
  for (const unit of [30, 600, 15000]) {
    order = [];
    const seen = [];
    const timer = (name, units) => new Promise(resolve => {
      ctx.run(name, () => {
        setTimeout(() => {
          order.push(name);
          seen.push(ctx.get());
          resolve();
        }, units * unit);
      });
    });
    await Promise.all([timer('late', 2), timer('middle', 1), timer('early', 0)]);
    assert.compareArray(seen, order, 'each in the mapping of its own call');
    if (order.join() === 'early,middle,late') {
      break;
    }
  }

  assert.compareArray(order, ['early', 'middle', 'late'], 'the order of firing');
});
