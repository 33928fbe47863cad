// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-hostenqueuepromisejob
description: >
  A reaction, microtasks and a timer that are started together run in the order of the
  host, each in the mapping of its own call.
info: |
  Host jobs and schedulers

  queueMicrotask captures the mapping at the call.

  setTimeout captures the mapping at the call.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const seen = [];
  const log = name => () => { seen.push(name + ' ' + ctx.get()); };
  const fired = new Promise(resolve => {
    ctx.run('a', () => {
      setTimeout(() => {
        log('timer')();
        resolve();
      }, 0);
    });
  });
  ctx.run('b', () => Promise.resolve().then(log('reaction')));
  queueMicrotask(log('microtask'));
  ctx.run('c', () => { queueMicrotask(log('microtask')); });
  log('script')();
  await fired;

  assert.compareArray(
    seen,
    ['script unset', 'reaction b', 'microtask unset', 'microtask c', 'timer a'],
    'the mappings in the order of execution'
  );
});
