// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromisereactionjob
description: >
  The job after one of a reaction without a handler has its own mapping.
info: |
  NewPromiseReactionJob ( reaction, argument )

  After a job the mapping is what it was before it.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const seen = [];
  const fulfilled = Promise.resolve('value');
  const rejected = Promise.reject('reason');
  const first = ctx.run('a', () => fulfilled.then());
  fulfilled.then(() => { seen.push(ctx.get()); });
  const second = ctx.run('b', () => rejected.then());
  rejected.then(null, () => { seen.push(ctx.get()); });
  assert.sameValue(await first, 'value', 'the value passes');
  assert.sameValue(await second.then(null, reason => reason), 'reason', 'the reason passes');

  assert.compareArray(seen, ['unset', 'unset'], 'the jobs after them have the empty mapping');
});
