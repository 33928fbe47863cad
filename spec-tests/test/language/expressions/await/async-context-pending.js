// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  An async function goes on in its own mapping although what it awaits is settled in
  another one.
info: |
  Await ( value )

  The code after an await runs in the mapping that was current at the await.

  An async function's mapping is not that of the code that settles what it awaits.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  let resolve;
  const gate = ctx.run('creator', () => new Promise(r => { resolve = r; }));
  async function wait() {
    const before = ctx.get();
    await gate;
    return [before, ctx.get()];
  }
  const inRun = ctx.run('function', wait);
  const inEmpty = wait();
  ctx.run('resolver', () => {
    resolve();
    assert.sameValue(ctx.get(), 'resolver', 'the resolver keeps its own mapping');
  });

  assert.compareArray(await inRun, ['function', 'function'], 'a function that was called in a run');
  assert.compareArray(await inEmpty, ['unset', 'unset'], 'a function that was called outside');
});
