// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  An async method of an object literal goes on in the mapping of the await, with its
  this.
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
  const object = ctx.run('maker', () => ({
    async method() {
      await gate;
      return [this === object, ctx.get()];
    },
    async ['computed']() {
      await gate;
      return [this === object, ctx.get()];
    },
  }));
  const first = ctx.run('a', () => object.method());
  const second = ctx.run('b', () => object.computed());
  ctx.run('resolver', () => { resolve(); });

  assert.compareArray(await first, [true, 'a'], 'a method');
  assert.compareArray(await second, [true, 'b'], 'a method with a computed name');
});
