// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  An async function goes on in its own mapping when a thenable that it awaits resolves
  or rejects later in another one.
info: |
  Await ( value )

  The code after an await runs in the mapping that was current at the await.

  A value that rejects throws into the async function in the mapping that was current at
  the await.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  let later, laterReject;
  const fulfilled = ctx.run('a', async () => {
    await { then(resolve) { later = resolve; } };
    return ctx.get();
  });
  const rejected = ctx.run('b', async () => {
    try {
      await { then(resolve, reject) { laterReject = reject; } };
    } catch (reason) {
      return reason + ' ' + ctx.get();
    }
  });
  await null;
  ctx.run('settler', () => {
    later();
    laterReject('reason');
  });

  assert.sameValue(await fulfilled, 'a', 'after the await');
  assert.sameValue(await rejected, 'reason b', 'in the catch block');
});
