// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: await
description: >
  Replaced call and apply methods of Function.prototype are called neither by an await
  nor by a then.
info: |
  Await ( value )

  The code after an await runs in the mapping that was current at the await.
includes: [compareArray.js, asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions]
---*/

const ctx = new AsyncContext.Variable({ defaultValue: 'unset' });
const { call, apply } = Function.prototype;

asyncTest(async function () {
  await null; // asyncTest may call then of the promise of this function.
  let calls = 0;
  let result;
  const replacement = () => { calls++; };
  Function.prototype.call = replacement;
  Function.prototype.apply = replacement;
  try {
    let resolve;
    const gate = new Promise(r => { resolve = r; });
    const promise = ctx.run('function', async () => {
      await gate;
      return ctx.get();
    });
    const derived = ctx.run('then', () => promise.then(value => [value, ctx.get()]));
    ctx.run('resolver', () => { resolve(); });
    result = await derived;
  } finally {
    Function.prototype.call = call;
    Function.prototype.apply = apply;
  }

  assert.compareArray(result, ['function', 'then'], 'the mapping of the await and of the reaction');
  assert.sameValue(calls, 0, 'no call of the replacements');
});
