// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-hostenqueuepromisejob
description: >
  The callback, with its arguments, sees the mapping of the call of setTimeout, in a run
  and outside.
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
  const callback = ctx.run('maker', () => (...args) => { seen.push(args.join('') + ctx.get()); });
  ctx.run('a', () => { setTimeout(callback, 0, 'x', 'y '); });
  setTimeout(callback, 0);
  ctx.run('b', () => {
    ctx.run('c', setTimeout, callback, 0);
    setTimeout(callback);
  });
  assert.sameValue(seen.length, 0, 'no callback runs at the call');
  await new Promise(resolve => { setTimeout(resolve, 20); });

  assert.compareArray(
    seen.sort(),
    ['b', 'c', 'unset', 'xy a'],
    'the mapping of each call'
  );
});
