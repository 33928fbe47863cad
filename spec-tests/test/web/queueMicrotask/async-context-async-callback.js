// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-hostenqueuepromisejob
description: >
  An async callback goes on in the mapping of the call of queueMicrotask after an await.
info: |
  Host jobs and schedulers

  queueMicrotask captures the mapping at the call.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  let open;
  const gate = new Promise(r => { open = r; });
  const seen = new Promise(resolve => {
    ctx.run('call', () => {
      queueMicrotask(async () => {
        await gate;
        resolve(ctx.get());
      });
    });
  });
  ctx.run('opener', () => { open(); });

  assert.sameValue(await seen, 'call', 'after the await');
});
