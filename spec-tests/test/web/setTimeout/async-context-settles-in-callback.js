// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-hostenqueuepromisejob
description: >
  A promise that a timer callback settles has its reactions in mappings of their own.
info: |
  Host jobs and schedulers

  The mapping outside of a host callback is not changed by it.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const promise = new Promise(resolve => {
    ctx.run('timer', () => { setTimeout(() => { resolve(ctx.get()); }, 0); });
  });
  const inRun = ctx.run('then', () => promise.then(value => [value, ctx.get()]));
  const fired = await promise;

  assert.sameValue(fired, 'timer', 'the callback has the mapping of the call');
  assert.sameValue(ctx.get(), 'unset', 'the awaiting code has its own');
  assert.compareArray(await inRun, ['timer', 'then'], 'and so has a reaction of a run');
});
