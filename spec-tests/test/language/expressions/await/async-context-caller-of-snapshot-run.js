// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  An async function that a snapshot or a wrapped function starts keeps that mapping over
  its awaits, and the caller its own.
info: |
  Await ( value )

  The caller of an async function has its own mapping back when the function awaits.

  The code after an await runs in the mapping that was current at the await.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  async function callee() {
    await null;
    return ctx.get();
  }
  const snapshot = ctx.run('snapshot', () => new AsyncContext.Snapshot());
  const wrapped = ctx.run('wrap', () => AsyncContext.Snapshot.wrap(callee));
  const empty = new AsyncContext.Snapshot();
  let promises;
  ctx.run('caller', () => {
    promises = [snapshot.run(callee), wrapped(), empty.run(callee)];
    assert.sameValue(ctx.get(), 'caller', 'the caller has its own mapping back');
  });

  assert.compareArray(await Promise.all(promises), ['snapshot', 'wrap', 'unset'], 'after the await');
});
