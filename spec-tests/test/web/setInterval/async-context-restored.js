// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-hostenqueuepromisejob
description: >
  A timer of the empty mapping, and the code that a tick wakes, do not see the mapping
  of the interval.
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
  let wake;
  let id;
  const timer = new Promise(resolve => {
    id = ctx.run('interval', setInterval, () => { wake(); }, 1);
    setTimeout(() => {
      seen.push('timer ' + ctx.get());
      resolve();
    }, 5);
  });
  for (let i = 0; i < 2; i++) {
    await new Promise(resolve => { wake = resolve; });
    seen.push('woken ' + ctx.get());
  }
  await timer;
  clearInterval(id);

  assert.compareArray(
    seen.sort(),
    ['timer unset', 'woken unset', 'woken unset'],
    'all in the empty mapping'
  );
});
