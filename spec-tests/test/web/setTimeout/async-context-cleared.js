// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-hostenqueuepromisejob
description: >
  A timer that is cleared in another run does not fire, and one that is set in its place
  has its own mapping.
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
  const id = ctx.run('first', setTimeout, look, 5);
  ctx.run('clearer', () => {
    clearTimeout(id);
    assert.sameValue(ctx.get(), 'clearer', 'clearTimeout leaves the mapping as it is');
  });
  ctx.run('second', setTimeout, look, 5);
  await new Promise(resolve => { setTimeout(resolve, 30); });

  assert.compareArray(seen, ['second'], 'only the second timer fires');
});
