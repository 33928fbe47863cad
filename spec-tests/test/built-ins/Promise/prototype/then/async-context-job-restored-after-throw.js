// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-newpromisereactionjob
description: >
  The job after one whose handler threw has its own mapping.
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
  const settled = Promise.resolve();
  const rejections = [];
  const thrower = () => { ctx.run('inner', () => { throw 'thrown'; }); };
  rejections.push(ctx.run('a', () => settled.then(thrower)));
  settled.then(() => { seen.push(ctx.get()); });
  rejections.push(ctx.run('b', () => settled.then(thrower)));
  ctx.run('c', () => settled.then(() => { seen.push(ctx.get()); }));
  const results = await Promise.all(rejections.map(p => p.then(() => 'fulfilled', e => e)));

  assert.compareArray(results, ['thrown', 'thrown'], 'both handlers threw');
  assert.compareArray(seen, ['unset', 'c'], 'the jobs after them have their own mapping');
});
