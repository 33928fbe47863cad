// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  Async arrow functions, with a block and an expression as body, go on in the mapping of
  the await.
info: |
  Await ( value )

  The code after an await runs in the mapping that was current at the await.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });

asyncTest(async function () {
  let resolve;
  const gate = new Promise(r => { resolve = r; });
  const arrows = ctx.run('maker', () => [
    async () => [await gate, ctx.get()],
    async x => {
      await gate;
      return [x, ctx.get()];
    },
  ]);
  const first = ctx.run('a', arrows[0]);
  const second = ctx.run('b', arrows[1], 'argument');
  const third = arrows[0]();
  ctx.run('resolver', () => { resolve('value'); });

  assert.compareArray(await first, ['value', 'a'], 'expression body');
  assert.compareArray(await second, ['argument', 'b'], 'block body');
  assert.compareArray(await third, ['value', 'unset'], 'called in the empty mapping');
});
