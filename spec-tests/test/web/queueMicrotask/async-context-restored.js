// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-hostenqueuepromisejob
description: >
  The jobs that follow a microtask of a run, a reaction and another microtask, have
  their own mapping.
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
  const look = () => { seen.push(ctx.get()); };
  const settled = Promise.resolve();
  ctx.run('a', () => { queueMicrotask(() => { ctx.run('inner', look); }); });
  settled.then(look);
  ctx.run('b', () => { queueMicrotask(look); });
  queueMicrotask(look);
  ctx.run('c', () => { settled.then(look); });
  queueMicrotask(look);
  await null;

  assert.compareArray(
    seen,
    ['inner', 'unset', 'b', 'unset', 'c', 'unset'],
    'the mapping of each job'
  );
});
