// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  The mapping stays over many awaits, with settled values and ones that are settled in
  other mappings in turns.
info: |
  Await ( value )

  The code after an await runs in the mapping that was current at the await.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  const resolvers = [];
  const seen = [];
  const promise = ctx.run('function', async () => {
    for (let i = 0; i < 6; i++) {
      await (i % 2 ? i : new Promise(r => { resolvers.push(r); }));
      seen.push(ctx.get());
    }
  });
  for (let i = 0; i < 3; i++) {
    while (resolvers.length <= i) await null;
    ctx.run('resolver ' + i, () => { resolvers[i](); });
  }
  await promise;

  assert.compareArray(
    seen,
    ['function', 'function', 'function', 'function', 'function', 'function'],
    'after each await'
  );
});
