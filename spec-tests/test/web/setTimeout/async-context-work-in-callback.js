// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-hostenqueuepromisejob
description: >
  Reactions, microtasks and awaits that a timer callback starts have the mapping of the
  call of setTimeout.
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
  const settled = ctx.run('creator', () => Promise.resolve());
  await new Promise(resolve => {
    ctx.run('call', () => {
      setTimeout(async () => {
        queueMicrotask(() => { seen.push('microtask ' + ctx.get()); });
        settled.then(() => { seen.push('reaction ' + ctx.get()); });
        await settled;
        seen.push('await ' + ctx.get());
        resolve();
      }, 0);
    });
  });

  assert.compareArray(
    seen,
    ['microtask call', 'reaction call', 'await call'],
    'the mapping is handed on from the callback'
  );
});
