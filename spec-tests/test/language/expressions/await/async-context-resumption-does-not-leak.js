// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  A job that follows the one in which an async function goes on, ends or throws sees its
  own mapping.
info: |
  Await ( value )

  An async function's mapping is not that of the code that settles what it awaits.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const seen = [];
  const settled = Promise.resolve();
  const look = () => { seen.push(ctx.get()); };
  const promises = [
    ctx.run('awaits again', async () => {
      await settled;
      await settled;
    }),
    settled.then(look),
    ctx.run('returns', async () => { await settled; }),
    settled.then(look),
    ctx.run('throws', async () => {
      await settled;
      throw 'thrown';
    }).catch(() => {}),
    settled.then(look),
  ];
  await Promise.all(promises);

  assert.compareArray(seen, ['unset', 'unset', 'unset'], 'the jobs between have the empty mapping');
});
