// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  Neither an await nor a then looks at the global properties Promise and AsyncContext.
info: |
  Await ( value )

  The code after an await runs in the mapping that was current at the await.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, globalThis]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });
const saved = { Promise, AsyncContext };

asyncTest(async function () {
  await null; // asyncTest may call then of the promise of this function.
  let resolve;
  const gate = new Promise(r => { resolve = r; });
  let result;
  globalThis.Promise = undefined;
  globalThis.AsyncContext = undefined;
  try {
    const promise = ctx.run('function', async () => {
      await gate;
      return ctx.get();
    });
    const derived = ctx.run('then', () => promise.then(value => [value, ctx.get()]));
    ctx.run('resolver', () => { resolve(); });
    result = await derived;
  } finally {
    Object.assign(globalThis, saved);
  }

  assert.compareArray(result, ['function', 'then'], 'the mapping of the await and of the reaction');
});
