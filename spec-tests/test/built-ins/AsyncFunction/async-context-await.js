// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  A function that the AsyncFunction constructor makes captures nothing when it is made
  and goes on in the mapping of the await.
info: |
  Await ( value )

  The code after an await runs in the mapping that was current at the await.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });
const AsyncFunction = (async function () {}).constructor;

asyncTest(async function () {
  let resolve;
  const gate = new Promise(r => { resolve = r; });
  const made = ctx.run('maker', () => new AsyncFunction('ctx', 'gate', 'await gate; return ctx.get();'));
  const inRun = ctx.run('function', made, ctx, gate);
  const inEmpty = made(ctx, gate);
  ctx.run('resolver', () => { resolve(); });

  assert.sameValue(await inRun, 'function', 'called in a run');
  assert.sameValue(await inEmpty, 'unset', 'called outside');
});
