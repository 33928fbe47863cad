// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-hostenqueuepromisejob
description: >
  A timer that a promise reaction sets has the mapping of the reaction.
info: |
  Host jobs and schedulers

  setTimeout captures the mapping at the call.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  let resolve;
  const promise = new Promise(r => { resolve = r; });
  const seen = ctx.run('then', () => promise.then(() => new Promise(fired => {
    setTimeout(() => { fired(ctx.get()); }, 0);
  })));
  ctx.run('resolver', () => { resolve(); });

  assert.sameValue(await seen, 'then', 'the mapping of the then call');
});
